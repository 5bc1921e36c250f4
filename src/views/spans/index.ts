import { lazy } from "react";
import type { View } from "../view";

export const spans: View = {
  id: "spans",
  needs: ["perf", "go-trace"],
  accepts: ({ spans }) => spans.length > 0,
  Component: lazy(() => import("./SpansView")),
};
