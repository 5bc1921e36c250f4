import { lazy } from "react";
import type { View } from "../view";

export const deviation: View = {
  id: "deviation",
  needs: ["perf", "pprof", "harness-csv", "script", "go-trace"],
  accepts: ({ deviation }) => deviation !== null,
  Component: lazy(() => import("./DeviationView")),
};
