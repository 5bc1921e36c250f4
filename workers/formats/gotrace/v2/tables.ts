import { DecodeError } from "../../../../src/model/decodeError";
import { TRACE_MAX_ENTRIES } from "../../../io/limits";
import type { LossLog } from "../../../io/lossLog";
import { CountedLoss } from "../countedLoss";
import type { TypeTable } from "../replay/typeTable";
import type { TracedStacks } from "../tracedStacks";
import { Varints } from "../varints";
import { WIRE } from "./eventTable";
import type { TableBatch } from "./generation";

const MAX_STRING_BYTES = 1024; // tracev2.MaxEventTrailerDataSize
const MAX_FRAMES = 128; // tracev2.MaxFramesPerStack
const MAX_LINE = 2 ** 31 - 1;

/** Reads one entry, which begins at `offset` in the file; false when the rest of its batch cannot be read. */
type ReadEntry = (varints: Varints, offset: number) => boolean;

/** Reads the entries of batches of one kind. What cannot be read ends its batch. Returns how many there were. */
function readEntries(batches: readonly TableBatch[], where: string, losses: LossLog, read: ReadEntry): number {
  const varints = new Varints();
  let entries = 0;
  for (const { bytes, offset } of batches) {
    varints.over(bytes, 1);
    while (varints.pos < varints.end) {
      const start = varints.pos;
      if (entries >= TRACE_MAX_ENTRIES) {
        const detail = `more than ${TRACE_MAX_ENTRIES} entries in one generation`;
        losses.add(new DecodeError("TooLarge", where, offset + start, detail).failure);
        return entries;
      }
      if (read(varints, offset + start)) entries++;
      else {
        losses.add(new DecodeError("Malformed", where, offset + start, "an entry that cannot be read").failure);
        break;
      }
    }
  }
  return entries;
}

/** String {05 id len bytes} by id. */
export function readStrings(batches: readonly TableBatch[], losses: LossLog): Map<number, string> {
  const strings = new Map<number, string>();
  const decoder = new TextDecoder();
  readEntries(batches, "trace strings", losses, (varints) => {
    const isString = varints.byte() === WIRE.string;
    const id = varints.next();
    const length = varints.next();
    const text = isString && id >= 0 && length >= 0 && length <= MAX_STRING_BYTES ? varints.take(length) : null;
    if (text === null) return false;
    strings.set(id, decoder.decode(text));
    return true;
  });
  return strings;
}

/** Stack {03 id n, n × {pc func file line}}, leaf first, by id as rows of the trace's stacks. */
export function readStacks(
  batches: readonly TableBatch[],
  strings: ReadonlyMap<number, string>,
  stacks: TracedStacks,
  losses: LossLog,
): Map<number, number> {
  const rows = new Map<number, number>();
  const codeOf = new Map<number, number>(); // by pc, which is one frame in a generation
  const codes: number[] = [];
  const nameless = new CountedLoss();
  const text = (id: number, offset: number): string => {
    const found = strings.get(id);
    if (found === undefined && id !== 0) {
      const detail = `string ${id} of a frame is not there`;
      nameless.add(() => new DecodeError("Truncated", "trace stacks", offset, detail));
    }
    return found ?? "";
  };
  readEntries(batches, "trace stacks", losses, (varints, offset) => {
    if (varints.byte() !== WIRE.stack) return false;
    const id = varints.next();
    const frames = varints.next();
    if (id < 0 || frames < 0 || frames > MAX_FRAMES) return false;
    codes.length = 0;
    for (let frame = 0; frame < frames; frame++) {
      const pc = varints.next();
      const [func, file, line] = [varints.next(), varints.next(), varints.next()];
      if (pc < 0 || line < 0) return false;
      let code = codeOf.get(pc);
      if (code === undefined) {
        const names = { func: text(func, offset), file: text(file, offset) };
        code = stacks.code({ pc, ...names, line: Math.min(line, MAX_LINE) });
        if (code >= 0) codeOf.set(pc, code);
      }
      if (code >= 0) codes.push(code);
    }
    rows.set(id, stacks.stack(codes));
    return true;
  });
  nameless.tell(losses);
  return rows;
}

/** CPUSample {07 ts m p g stack}. Returns how many there were. */
export function readCpuSamples(
  batches: readonly TableBatch[],
  losses: LossLog,
  onSample: (raw: number, thread: number, goroutine: number, stack: number) => void,
): number {
  return readEntries(batches, "trace CPU samples", losses, (varints) => {
    if (varints.byte() !== WIRE.cpuSample) return false;
    const [raw, thread] = [varints.next(), varints.next()];
    varints.next(); // the processor, as Go counts them
    const [goroutine, stack] = [varints.next(), varints.next()];
    if (raw < 0 || thread < 0 || goroutine < 0 || stack < 0) return false;
    onSample(raw, thread, goroutine, stack);
    return true;
  });
}

/** Types of AllocFree {id, address, size, pointer bytes, length, name}, by id as rows of the trace's types. */
export function readTypes(batches: readonly TableBatch[], types: TypeTable, losses: LossLog): Map<number, number> {
  const rows = new Map<number, number>();
  const decoder = new TextDecoder();
  readEntries(batches, "trace types", losses, (varints) => {
    const [id, address, bytes, pointerBytes, length] = Array.from({ length: 5 }, () => varints.next());
    const name =
      id >= 0 && address >= 0 && bytes >= 0 && pointerBytes >= 0 && length >= 0 ? varints.take(length) : null;
    if (name === null) return false;
    rows.set(id, types.row(address, decoder.decode(name), bytes));
    return true;
  });
  return rows;
}
