import { spanHistories } from "../../analysis/spans/spanHistories";
import { spanEvents } from "../../analysis/spans/testing/spanEvents";
import { profileExamples } from "../../analysis/testing/exampleSession";
import { sampledIn } from "../../analysis/testing/sampledOf";
import type { SessionData } from "../../model/session";
import type { SpanProbe } from "../../model/spans";

const EVENTS = `
  1 init base=0xc000000000 pages=2 spanclass=5
  1 fault address=0xc000000000 physical=0x10000
  2 init base=0xc000008000 pages=1 spanclass=9
  2 free base=0xc000008000
  1 gc
  2 init base=0xc000008000 pages=1 spanclass=10
  1 init base=0xc004000000 pages=64 spanclass=0
  2 unused base=0xc00000a000 bytes=8192
  1 free base=0xc009000000
`;

/** Sessions to look at this view with. */
export const examples = {
  plain: sessionWith(profileExamples.plain),
  hostile: sessionWith(profileExamples.hostile),
};

/** Every span is opened by the first stack of the session's profile. */
function sessionWith(session: SessionData): SessionData {
  const [{ file, named, profile }] = session.profiles;
  const probes: SpanProbe[] = [
    {
      event: "mspan:init",
      role: "init",
      reads: [
        ["base", "base"],
        ["pages", "npages"],
      ],
      samples: 4,
      isChosen: false,
      problem: null,
    },
    { event: "mspan:sweep", role: "free", reads: [], samples: 3, isChosen: true, problem: "no-argument" },
  ];
  const events = spanEvents(EVENTS);
  const streams = events.streams.map((stream) => ({
    ...stream,
    stack: stream.stack.map(() => profile.samples.stack[0]),
  }));
  const perf = { file: file.id, streams: { ...events, streams, probes }, log: null };
  return {
    ...session,
    named: new Map([[file.id, { stacks: named, sampled: sampledIn(named, profile), matches: [], moduleMs: [] }]]),
    spans: spanHistories({ perf, trace: null }),
  };
}
