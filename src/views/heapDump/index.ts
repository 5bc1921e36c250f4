import { lazy } from "react";
import type { View } from "../view";

export const heapDump: View = {
  id: "heapDump",
  needs: ["go-heapdump"],
  accepts: ({ heapDumps }) => heapDumps.size > 0,
  Component: lazy(() => import("./HeapDumpView")),
};
