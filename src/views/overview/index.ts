import { lazy } from "react";
import type { View } from "../view";

export const overview: View = {
  id: "overview",
  needs: ["pprof", "perf", "script", "folded", "goroutine-text"],
  accepts: ({ files }) => files.length > 0,
  Component: lazy(() => import("./Overview")),
};
