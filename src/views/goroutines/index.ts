import { lazy } from "react";
import type { View } from "../view";

export const goroutines: View = {
  id: "goroutines",
  needs: ["pprof", "goroutine-text", "go-trace"],
  accepts: ({ goroutineSeries }) => goroutineSeries.length > 0,
  Component: lazy(() => import("./GoroutinesView")),
};
