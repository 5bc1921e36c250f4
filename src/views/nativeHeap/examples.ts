import { replayHeap } from "../../analysis/nativeHeap/replayHeap";
import { replayInputOf } from "../../analysis/nativeHeap/testing/heapEvents";
import { profileExamples } from "../../analysis/testing/exampleSession";
import { sampledIn } from "../../analysis/testing/sampledOf";
import type { NativeProbe } from "../../model/nativeHeap";
import type { SessionData } from "../../model/session";

const EVENTS = `
  1 malloc 4096
  1 malloc = 0x1000
  1 malloc 64
  1 malloc = 0x3000
  1 free 0x3000
  1 free 0x3000
  1 free 0x9000
`;

/** Sessions to look at this view with. */
export const examples = {
  plain: sessionWith(profileExamples.plain),
  hostile: sessionWith(profileExamples.hostile),
};

/** Every call of malloc comes from the first stack of the session's profile. */
function sessionWith(session: SessionData): SessionData {
  const [{ file, named, profile }] = session.profiles;
  const input = replayInputOf(EVENTS);
  const streams = input.streams.map((stream) => ({
    ...stream,
    stack: stream.stack.map(() => profile.samples.stack[0]),
  }));
  const probes: NativeProbe[] = [
    { event: "cheap:malloc", func: "malloc", at: "entry", reads: [["size", "bytes"]], samples: 2, problem: null },
    { event: "cheap:calloc", func: "calloc", at: "entry", reads: [], samples: 3, problem: "no-argument" },
  ];
  return {
    ...session,
    named: new Map([[file.id, { stacks: named, sampled: sampledIn(named, profile), matches: [], moduleMs: [] }]]),
    nativeHeaps: new Map([[file.id, replayHeap({ ...input, streams, probes, stacks: named.recorded })]]),
  };
}
