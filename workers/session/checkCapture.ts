import type { Capture } from "../../src/model/capture";
import { assertCaptureIntegrity, checkArg, sameLength, within } from "../profile/integrity";
import { checkHeapDump } from "./checkHeapDump";
import { checkTrace } from "./checkTrace";

type Kind = Capture["kind"];
type Check<K extends Kind> = (capture: Extract<Capture, { readonly kind: K }>) => void;

/** A capture of plain values: no column or index of it is followed. */
const nothing = (): void => undefined;

/**
 * What of a capture its type does not say: that every index is one of a row that is there, and callers come before what they
 * call. Throw an Error with the first that is not so.
 */
const checks: { readonly [K in Kind]: Check<K> } = {
  perf: assertCaptureIntegrity,
  pprof: assertCaptureIntegrity,
  script: assertCaptureIntegrity,
  folded: assertCaptureIntegrity,
  "goroutine-text": assertCaptureIntegrity,
  "go-trace"(capture) {
    assertCaptureIntegrity(capture);
    checkTrace(capture.trace, capture.stacks.length);
  },
  "go-heapdump": ({ dump }) => checkHeapDump(dump),
  "harness-csv"({ rows }) {
    const { length, depth, truncated, fullDepth, medianOffset, call, calls, labels } = rows;
    const { sp, stackLow, stackHigh, entryNs, goid } = rows;
    sameLength("rows", length, {
      depth,
      truncated,
      fullDepth,
      medianOffset,
      call,
      sp,
      stackLow,
      stackHigh,
      entryNs,
      goid,
    });
    within(call, "rows.call", 0, calls);
    for (const label of labels) checkArg(label, label.name, length);
  },
  elf: nothing,
  symbols: nothing,
  source: nothing,
  addresses: nothing,
  escape: nothing,
  memory: nothing,
  pagemap({ dump: { start, first, low, high } }) {
    sameLength("dump", low.length, { high });
    sameLength("dump.first", start.length + 1, { first });
    within(first, "dump.first", 0, low.length + 1);
    if (first.some((at, range) => range > 0 && at < first[range - 1])) throw new Error("dump.first is not ascending");
  },
  gctrace({ trace: { cycles, scavenges, restarts } }) {
    within(Int32Array.from(restarts), "restarts", 0, cycles.length);
    within(scavenges.cyclesBefore, "scavenges.cyclesBefore", 0, cycles.length + 1);
  },
  "node-memory"({ memory: { dumps, figures } }) {
    within(figures.dump, "figures.dump", 0, dumps.length);
  },
};

export function checkCapture<K extends Kind>(capture: Extract<Capture, { readonly kind: K }>): void {
  (checks[capture.kind as K] as Check<K>)(capture);
}
