import { elf } from "./elf";
import type { Format } from "./format";
import { perf } from "./perf";
import { pprof } from "./pprof";
import { symbols } from "./symbols";

/** The first format that recognises the head wins. */
export const formats: readonly Format[] = [perf, elf, pprof, symbols];
