import { callTree } from "./callTree";
import { captures } from "./captures";
import { deviation } from "./deviation";
import { difference } from "./difference";
import { escapes } from "./escapes";
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
import { records } from "./records";
import { spans } from "./spans";
import { symbols } from "./symbols";
import type { View } from "./view";

/** The rail, from top to bottom. */
export const views: readonly View[] = [
  overview,
  captures,
  heapGrowth,
  spans,
  nativeHeap,
  goroutines,
  functions,
  callTree,
  icicle,
  flameGraph,
  difference,
  deviation,
  heapDump,
  escapes,
  numa,
  records,
  frame,
  symbols,
];
