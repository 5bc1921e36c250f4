import type { StackCapture } from "../../../src/model/capture";
import { DecodeError } from "../../../src/model/decodeError";
import { walkLines } from "../../io/lines";
import type { Format } from "../format";
import { GoroutineText, WHERE } from "./goroutineText";
import { recognisesGoroutines } from "./recognise";

/** Stacks of goroutines as text: `/debug/pprof/goroutine?debug=2`, panics, SIGQUIT dumps, and logs that hold them. */
export const goroutines: Format = {
  id: "goroutine-text",
  label: "goroutine stacks",
  recognises: recognisesGoroutines,
  async decode(source, context): Promise<StackCapture> {
    const text = new GoroutineText();
    await walkLines(source, text, (done, total) => context.progress(done, total));
    const { losses, stack, args, ...tables } = text.finish();
    const { leaked, mostMinutes, statuses } = text.columns;
    if (stack.length === 0) throw new DecodeError("Malformed", WHERE, 0, "no line begins a goroutine");
    const weight = new Float64Array(stack.length).fill(1);
    const samples = { length: stack.length, stack, weight, time: null, thread: null, cpu: null };
    return {
      kind: "goroutine-text",
      arch: null,
      facts: {
        goroutines: stack.length,
        states: statuses,
        most_minutes: mostMinutes,
        leaked,
        elided_stacks: text.elided,
      },
      losses,
      modules: [],
      mappings: [],
      ...tables,
      profiles: [{ event: "goroutine", unit: "count", startNs: 0n, samples, args, dumps: null }],
      perf: null,
      pprof: null,
    };
  },
};
