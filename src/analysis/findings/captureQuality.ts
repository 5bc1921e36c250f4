import type { StackCapture } from "../../model/capture";
import type { NamedCapture, SessionData, SessionFile } from "../../model/session";
import { RUNGS } from "../../model/stacks";

/** How far the samples of one capture can be believed. */
export interface CaptureQuality {
  readonly file: SessionFile;
  readonly capture: StackCapture;
  readonly samples: number; // of all events; of a pprof profile's first sample type, because all share the samples
  readonly withoutStack: number; // where each should have one
  readonly unnamed: number; // samples whose leaf has no name
  readonly lost: number; // events the kernel says it lost
  readonly lostShare: number; // of the recorded and the lost ones, 0 to 1
  readonly throttled: number;
}

/** One row per capture with named stacks, in the order of the files. */
export function captureQuality({ files, named }: SessionData): CaptureQuality[] {
  return files.flatMap((file) => {
    const { capture } = file;
    const names = named.get(file.id);
    if (capture === null || !("stacks" in capture) || names === undefined) return [];
    if (capture.kind === "go-trace" && capture.profiles.length === 0) return []; // its stacks are not samples
    const { samples, withoutStack } = names.sampled;
    const recorded = capture.perf?.events.reduce((sum, event) => sum + event.samples, 0) ?? samples;
    const lost = capture.perf?.lost ?? 0;
    return [
      {
        file,
        capture,
        samples,
        withoutStack: capture.profiles.some(({ event }) => MAY_BE_STACKLESS.has(event)) ? 0 : withoutStack,
        unnamed: isGoText(capture) ? 0 : unnamedSamples(names),
        lost,
        lostShare: lost === 0 ? 0 : lost / (lost + recorded),
        throttled: capture.perf?.throttled ?? 0,
      },
    ];
  });
}

/** What Go writes without a stack by itself: goroutines of the runtime, threads that no goroutine started. */
const MAY_BE_STACKLESS: ReadonlySet<string> = new Set(["goroutine", "threadcreate"]);

/**
 * Go's texts (?debug=1) name everything but the runtime's frames on top of a stack, and say nothing of mappings: no name is missing that
 * a dropped file could bring.
 */
function isGoText({ pprof, modules, given }: StackCapture): boolean {
  return pprof !== null && modules.length === 0 && given !== null && given.func.length > 0;
}

const UNNAMED = RUNGS.indexOf("none");

function unnamedSamples({ stacks: { codeRung }, sampled: { ended } }: NamedCapture): number {
  return ended.reduce((sum, samples, code) => (codeRung[code] === UNNAMED ? sum + samples : sum), 0);
}
