import { DecodeError } from "../../../../src/model/decodeError";
import type { LossLog } from "../../../io/lossLog";
import type { TracedStacks } from "../tracedStacks";
import { Varints } from "../varints";

const MAX_FRAMES = 1000; // internal/trace
const MAX_LINE = 2 ** 31 - 1;

/** Stack {id n, n × {pc func file line}}, leaf first, by id as rows of the trace's stacks. */
export function readStacks(
  stacks: ReadonlyMap<number, Uint8Array>,
  strings: ReadonlyMap<number, string>,
  traced: TracedStacks,
  losses: LossLog,
): Map<number, number> {
  const rows = new Map<number, number>();
  const varints = new Varints();
  for (const [id, bytes] of stacks) {
    varints.over(bytes);
    const frames = varints.next();
    const codes: number[] = [];
    for (let frame = 0; frame < Math.min(frames, MAX_FRAMES) && varints.pos < varints.end; frame++) {
      const [pc, func, file, line] = [varints.next(), varints.next(), varints.next(), varints.next()];
      if (pc < 0 || line < 0) break;
      const names = { func: strings.get(func) ?? "", file: strings.get(file) ?? "" };
      const code = traced.code({ pc, ...names, line: Math.min(line, MAX_LINE) });
      if (code >= 0) codes.push(code);
    }
    if (codes.length < frames) {
      losses.add(
        new DecodeError("Malformed", "trace stacks", 0, `stack ${id} has ${codes.length} of ${frames} frames`).failure,
      );
    }
    rows.set(id, traced.stack(codes));
  }
  return rows;
}
