import { lazy } from "react";
import type { View } from "../view";

export const records: View = {
  id: "records",
  needs: ["perf"],
  showsProfile: true,
  accepts: ({ profiles }) => profiles.some(({ profile }) => profile.samples.time !== null),
  Component: lazy(() => import("./RecordsView")),
};
