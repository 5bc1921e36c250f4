import { lazy } from "react";
import type { View } from "../view";

export const frame: View = {
  id: "frame",
  needs: ["perf", "pprof", "script"],
  showsProfile: true,
  accepts: ({ profiles }) => profiles.length > 0,
  Component: lazy(() => import("./FrameView")),
};
