import { app } from "./app";
import { callTree } from "./callTree";
import { captureCheck } from "./captureCheck";
import { captureKit } from "./captureKit";
import { captures } from "./captures";
import { chart } from "./chart";
import { deviation } from "./deviation";
import { deviationView } from "./deviationView";
import { difference } from "./difference";
import { escapes } from "./escapes";
import { filter } from "./filter";
import { findings } from "./findings";
import { flameGraph } from "./flameGraph";
import { frame } from "./frame";
import { functions } from "./functions";
import { goroutines } from "./goroutines";
import { heapDump } from "./heapDump";
import { heapGrowth } from "./heapGrowth";
import { icicle } from "./icicle";
import { nativeHeap } from "./nativeHeap";
import { numa } from "./numa";
import { overview } from "./overview";
import { page } from "./page";
import { records } from "./records";
import { source } from "./source";
import { spans } from "./spans";
import { symbols } from "./symbols";

/** English, and the shape that every other catalog must have. One file per area of the page. */
export const en = {
  app,
  captureCheck,
  deviation,
  captureKit,
  chart,
  filter,
  findings,
  page,
  source,
  views: {
    overview,
    captures,
    heapGrowth,
    spans,
    nativeHeap,
    heapDump,
    escapes,
    difference,
    deviation: deviationView,
    goroutines,
    numa,
    functions,
    callTree,
    icicle,
    flameGraph,
    records,
    frame,
    symbols,
  },
} as const;
