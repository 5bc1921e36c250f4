import { lazy } from "react";
import type { View } from "../view";

export const captures: View = {
  id: "captures",
  needs: ["perf", "pprof", "elf", "symbols", "script", "folded", "goroutine-text"],
  accepts: ({ files }) => files.length > 0,
  Component: lazy(() => import("./Captures")),
};
