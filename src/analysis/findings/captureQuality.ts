import type { StackCapture } from "../../model/capture";
import type { SessionData, SessionFile } from "../../model/session";
import { type NamedStacks, RUNGS } from "../../model/stacks";
import { countedProfiles } from "../countedProfiles";

/** How far the samples of one capture can be believed. */
export interface CaptureQuality {
  readonly file: SessionFile;
  readonly capture: StackCapture;
  readonly samples: number; // of all events; of a pprof profile's first sample type, because all share the samples
  readonly withoutStack: number;
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
    const counts = leafCounts(capture, names.stacks);
    const recorded = capture.perf?.events.reduce((sum, event) => sum + event.samples, 0) ?? counts.samples;
    const lost = capture.perf?.lost ?? 0;
    return [
      {
        file,
        capture,
        ...counts,
        lost,
        lostShare: lost === 0 ? 0 : lost / (lost + recorded),
        throttled: capture.perf?.throttled ?? 0,
      },
    ];
  });
}

interface LeafCounts {
  readonly samples: number;
  readonly withoutStack: number;
  readonly unnamed: number;
}

/** Asked for with every change of the session; the stacks of a capture change only when it gets other names. */
const known = new WeakMap<NamedStacks, LeafCounts>();

function leafCounts(capture: StackCapture, named: NamedStacks): LeafCounts {
  const counts = known.get(named) ?? countLeaves(capture, named);
  known.set(named, counts);
  return counts;
}

const UNNAMED = RUNGS.indexOf("none");

function countLeaves(capture: StackCapture, { recorded, codeRung }: NamedStacks): LeafCounts {
  const profiles = countedProfiles(capture);
  let [samples, withoutStack, unnamed] = [0, 0, 0];
  for (const profile of profiles) {
    samples += profile.samples.length;
    for (const stack of profile.samples.stack) {
      if (stack < 0) withoutStack++;
      else if (codeRung[recorded.frame[stack]] === UNNAMED) unnamed++;
    }
  }
  return { samples, withoutStack, unnamed };
}
