import { lazy } from "react";
import { storeProfiles } from "../../analysis/escapes/escapeSites";
import type { View } from "../view";

export const escapes: View = {
  id: "escapes",
  needs: ["perf", "escape"],
  accepts: (session) => session.files.some(({ kind }) => kind === "escape") || storeProfiles(session).length > 0,
  Component: lazy(() => import("./EscapesView")),
};
