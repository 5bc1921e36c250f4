import { lazy } from "react";
import { threadNodes } from "../../analysis/numa/threadNodes";
import type { View } from "../view";

export const numa: View = {
  id: "numa",
  needs: ["node-memory", "perf", "go-trace"],
  accepts: ({ numa, files }) => numa !== null || new Set(threadNodes(files)?.nodeOf.values()).size > 1,
  Component: lazy(() => import("./NumaView")),
};
