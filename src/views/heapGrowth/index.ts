import { lazy } from "react";
import type { View } from "../view";

export const heapGrowth: View = {
  id: "heapGrowth",
  needs: ["pprof"],
  accepts: ({ heapSeries }) => heapSeries.length > 0,
  Component: lazy(() => import("./HeapGrowthView")),
};
