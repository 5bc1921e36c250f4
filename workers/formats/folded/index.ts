import type { StackCapture } from "../../../src/model/capture";
import { DecodeError } from "../../../src/model/decodeError";
import type { Profile } from "../../../src/model/profile";
import { walkLines } from "../../io/lines";
import type { Format } from "../format";
import { FoldedStacks, WHERE } from "./foldedStacks";
import { countColumns, recognisesFolded } from "./recognise";

/** Folded stacks, one stack and its count per line: what the flamegraph tools draw from and other profilers write. */
export const folded: Format = {
  id: "folded",
  label: "folded stacks",
  recognises: recognisesFolded,
  async decode(source, context): Promise<StackCapture> {
    const columns = countColumns(await source.read(0, Math.min(source.size, HEAD_BYTES)));
    const stacks = new FoldedStacks(columns);
    await walkLines(source, stacks, (done, total) => context.progress(done, total));
    if (stacks.length === 0) throw new DecodeError("Malformed", WHERE, 0, "no line is a stack and its count");
    const { annotations } = stacks;
    const { losses, length, stack, weights, ...tables } = stacks.finish();
    const events = columns === 1 ? ["samples"] : ["before", "after"];
    const profiles = weights.map((weight, i): Profile => {
      const samples = { length, stack, weight, time: null, thread: null, cpu: null };
      return { event: events[i] ?? "samples", unit: "count", startNs: 0n, samples, args: [], dumps: null };
    });
    const total = (weight: Float64Array) => weight.reduce((sum, value) => sum + value, 0);
    return {
      kind: "folded",
      arch: null,
      facts: {
        samples: total(weights[0] ?? new Float64Array(0)),
        stacks: length,
        events,
        fields: columns === 1 ? ["stack", "count"] : ["stack", "count before", "count after"],
        annotations: [...annotations].sort(),
      },
      losses,
      mappings: [],
      ...tables,
      profiles,
      perf: null,
      pprof: null,
    };
  },
};

const HEAD_BYTES = 64 * 1024;
