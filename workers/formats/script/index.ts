import type { StackCapture } from "../../../src/model/capture";
import { DecodeError } from "../../../src/model/decodeError";
import { walkLines } from "../../io/lines";
import type { Format } from "../format";
import { recognisesScript } from "./recognise";
import { ScriptText, WHERE } from "./scriptText";

/**
 * What `perf script` prints: samples with the names that the machine of the recording knew. Whatever fields were
 * chosen with -F, as long as the thread is among them.
 */
export const script: Format = {
  id: "script",
  label: "perf script text",
  recognises: recognisesScript,
  async decode(source, context): Promise<StackCapture> {
    const text = new ScriptText();
    await walkLines(source, text, (done, total) => context.progress(done, total));
    const { profiles, events, threads, losses } = text.finish();
    if (profiles.length === 0) throw new DecodeError("Malformed", WHERE, 0, "no line begins a sample");
    const { modules, ...tables } = text.chain.finish();
    const startsNs = profiles.map(({ startNs }) => startNs);
    const firstNs = startsNs[0] ?? 0n;
    const spanNs = profiles.reduce((span, { samples: { time } }) => Math.max(span, time?.at(-1) ?? 0), 0);
    return {
      kind: "script",
      arch: text.header.arch,
      facts: {
        ...text.header.facts,
        samples: events.reduce((sum, { samples }) => sum + samples, 0),
        events: events.map(({ name }) => name),
        fields: FIELDS.filter((field) => text.hasField(field)),
        threads: threads.length,
      },
      losses,
      modules,
      mappings: [], // the text has none
      ...tables,
      profiles,
      perf: {
        records: text.records,
        lost: text.lost,
        throttled: text.records["THROTTLE"] ?? 0,
        outOfOrder: 0,
        firstNs,
        lastNs: firstNs + BigInt(spanNs),
        events,
        threads,
        topology: null,
        recording: null,
        offCpu: null,
      },
      pprof: null,
    };
  },
};

/** The fields of -F that are told apart, in the order in which perf prints them. */
const FIELDS = [
  "comm",
  "pid",
  "tid",
  "cpu",
  "time",
  "period",
  "event",
  "trace",
  "ip",
  "sym",
  "symoff",
  "dso",
  "dsoff",
  "srcline",
] as const;
