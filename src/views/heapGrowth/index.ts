import { lazy } from "react";
import type { View } from "../view";
import { hasBeside } from "./hasBeside";

export const heapGrowth: View = {
  id: "heapGrowth",
  needs: ["pprof", "gctrace", "go-trace", "memory"],
  accepts: (session) => session.heapSeries.length > 0 || hasBeside(session),
  Component: lazy(() => import("./HeapGrowthView")),
};
