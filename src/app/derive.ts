import { isUnread } from "../analysis/isUnread";
import type { FileKind } from "../model/capture";
import type { DeviationOptions } from "../model/deviation";
import { session } from "../store/session";
import { answerAddresses } from "./addressBox";
import { compareSides } from "./deviation";
import { judgeGoroutineFiles } from "./goroutineSeries";
import { holdHeapDumps } from "./heapDumps";
import { judgeHeapSeries } from "./heapSeries";
import { forgetNames, nameCaptures } from "./naming";
import { replayNativeHeaps } from "./nativeHeaps";
import { judgeNumaFiles } from "./numaMemory";
import { track } from "./pending";
import { replaySpanHistories } from "./spanHistories";

/**
 * What follows from the decoded files, stage by stage. Every stage is a function of its inputs and is kept under
 * their identity: dropping one more binary runs again only what it can name.
 *
 *   captures + objects ─ pairModules ─▶ matches
 *   (stack dumps, files of the modules they go through) ─ unwind, join ─▶ stacks
 *   (module's addresses, matched files) ─ symbolize ─▶ names
 *   (capture, its modules' names) ─ name ─▶ NamedCapture
 *   (lines of the address box, objects) ─ locateAddresses ─ symbolize ─▶ AddressAnswer[]
 *   stacks of probes on malloc ─ replayInput, replayHeap ─▶ NativeHeap
 *   stacks of probes on spans ─ spanStreams, spanHistories ─▶ SpanHistory[]
 *   heap dump + objects ─ globals, holdHeap ─▶ HeldDump
 *   pprof captures with names ─ heapSeriesInputs ─ judgeSeries ─▶ HeapSeries
 *   captures of both sides ─ deviationInput ─ measureDeviation ─▶ Deviation
 *   texts of NUMA memory ─ nodeSeriesInputs ─ judgeNuma ─▶ NumaMemory
 *   goroutines as pprof and text ─ goroutineInputs ─ judgeGoroutines ─▶ GoroutineSeries
 */
let scheduled = false;

/** Looks, soon, what is to be done after the files have changed. */
export function derive(): void {
  if (scheduled) return;
  scheduled = true;
  void track(Promise.resolve().then(deriveNow));
}

export function askAddresses(addressText: string): void {
  session.setState({ addressText });
  derive();
}

/** Reads the line tables of an object with another minimum_instruction_length; null for the one they state. */
export function setLineLength(objectFile: number, length: number | null): void {
  session.setState(({ lineLengths }) => {
    const changed = new Map(lineLengths);
    if (length === null) changed.delete(objectFile);
    else changed.set(objectFile, length);
    return { lineLengths: changed };
  });
  derive();
}

/** Limits of frames and rules for names that the sides are compared by. */
export function setDeviationOptions(deviationOptions: DeviationOptions): void {
  session.setState({ deviationOptions });
  derive();
}

function deriveNow(): void {
  scheduled = false;
  const { files } = session.getState();
  forgetNames(new Set(files.map(({ id }) => id)));
  const undecoded = files.filter(isUnread);
  // A binary on its way, or in an archive, may name the captures that are here: it will be read in a moment.
  if (undecoded.some(({ kind }) => kind === null || MAY_NAME.has(kind))) return;
  nameCaptures(files, derive);
  answerAddresses(files);
  replayNativeHeaps();
  replaySpanHistories();
  holdHeapDumps();
  if (!undecoded.some(({ kind }) => kind === "node-memory")) judgeNumaFiles();
  if (undecoded.some(({ kind }) => kind !== null && MAKES_SERIES.has(kind))) return;
  judgeHeapSeries();
  judgeGoroutineFiles();
  if (undecoded.length === 0) compareSides();
}

const MAKES_SERIES: ReadonlySet<FileKind> = new Set<FileKind>(["pprof", "goroutine-text", "go-trace"]);
const MAY_NAME: ReadonlySet<FileKind> = new Set<FileKind>(["elf", "symbols", "archive"]);
