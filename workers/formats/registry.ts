import { addresses } from "./addresses";
import { elf } from "./elf";
import { escapeMessages } from "./escape";
import { folded } from "./folded";
import type { Format } from "./format";
import { gctrace } from "./gctrace";
import { goroutines } from "./goroutines";
import { gotrace } from "./gotrace";
import { harness } from "./harness";
import { heapdump } from "./heapdump";
import { memory } from "./memory";
import { nodeMemory } from "./nodeMemory";
import { pagemap } from "./pagemap";
import { perf } from "./perf";
import { pprof } from "./pprof";
import { script } from "./script";
import { source } from "./source";
import { symbols } from "./symbols";

/** The first format that recognises the head wins. */
export const formats: readonly Format[] = [
  perf,
  elf,
  heapdump,
  gotrace,
  pprof,
  symbols,
  memory,
  nodeMemory,
  pagemap,
  gctrace,
  escapeMessages,
  harness,
  script,
  goroutines,
  addresses,
  folded,
  source,
];
