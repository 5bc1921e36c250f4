import { profileExamples } from "../../analysis/testing/exampleSession";
import type { EscapeCapture, PerfFacts, StackCapture } from "../../model/capture";
import type { SessionData, SessionFile } from "../../model/session";

const listing: EscapeCapture = {
  kind: "escape",
  arch: null,
  facts: {},
  losses: [],
  functions: [],
  messages: [
    { pkg: "", file: "./<b>x</b>.go", line: 7, column: 2, text: "moved to heap: v", flow: ["flow: {heap} = &v:"] },
  ],
};

/** The example's samples as page faults with addresses, and a message of the compiler. */
function withStores(session: SessionData): SessionData {
  const [entry] = session.profiles;
  const { profile, named } = entry;
  const values = Float64Array.from({ length: profile.samples.length }, (_, sample) => 0xc000000000 + sample);
  const facts: PerfFacts = {
    records: {},
    lost: 0,
    throttled: 0,
    outOfOrder: 0,
    firstNs: 0n,
    lastNs: 0n,
    events: [],
    threads: [],
    topology: null,
    recording: null,
    offCpu: null,
  };
  const { frames, recorded: stacks, modules } = named;
  const capture: StackCapture = {
    kind: "perf",
    arch: "x86_64",
    facts: {},
    losses: [],
    modules,
    mappings: [],
    codes: {
      length: frames.length,
      module: new Int32Array(frames.length).fill(-1),
      address: new Float64Array(frames.length),
      flags: new Uint8Array(frames.length),
    },
    stacks,
    given: null,
    profiles: [profile],
    perf: facts,
    pprof: null,
  };
  const file: SessionFile = { ...entry.file, capture };
  const args = [{ name: "addr", kind: "address", values }] as const;
  const profiles = [{ ...entry, file, profile: { ...profile, event: "minor-faults", args } }];
  return { ...session, files: [file, { ...file, id: 2, kind: "escape", capture: listing }], profiles };
}

/** Sessions to look at this view with. */
export const examples = {
  plain: withStores(profileExamples.plain),
  hostile: withStores(profileExamples.hostile),
};
