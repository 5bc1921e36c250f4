import { lazy } from "react";
import type { View } from "../view";

export const flameGraph: View = {
  id: "flameGraph",
  needs: ["perf", "pprof", "script", "folded", "goroutine-text"],
  showsProfile: true,
  accepts: ({ profiles }) => profiles.length > 0,
  Component: lazy(() => import("./FlameGraphView")),
};
