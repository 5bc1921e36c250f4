import { lazy } from "react";
import type { View } from "../view";

export const nativeHeap: View = {
  id: "nativeHeap",
  needs: ["perf"],
  accepts: ({ nativeHeaps }) => nativeHeaps.size > 0,
  Component: lazy(() => import("./NativeHeapView")),
};
