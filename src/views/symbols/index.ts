import { lazy } from "react";
import type { View } from "../view";

export const symbols: View = {
  id: "symbols",
  needs: ["perf", "pprof", "script", "elf", "symbols", "source", "addresses"],
  accepts: ({ files }) => files.some(({ capture }) => capture !== null),
  Component: lazy(() => import("./SymbolsView")),
};
