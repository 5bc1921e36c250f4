import { lazy } from "react";
import type { View } from "../view";
import { comparedWith } from "./comparable";

export const difference: View = {
  id: "difference",
  needs: ["pprof", "perf", "script", "folded"],
  showsProfile: true,
  accepts: ({ profiles }) => profiles.some((entry) => comparedWith(profiles, entry).length > 0),
  Component: lazy(() => import("./DifferenceView")),
};
