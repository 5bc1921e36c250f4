import type { DumpSegment, GlobalVariables, HeapDump, HolderKind, Holders, PointerKind } from "../../model/heapDump";
import { HOLDER_KINDS, POINTER_KINDS } from "../../model/heapDump";

/** What of a dump says who points into the heap. */
export type RootParts = Pick<
  HeapDump,
  "data" | "bss" | "pointers" | "goroutines" | "frames" | "strings" | "isComplete" | "finalizers"
>;

/** Roots as holders, and the objects that each points to. */
export interface HolderEdges {
  readonly holders: Holders;
  readonly holder: readonly number[]; // -> holders, with
  readonly target: readonly number[]; // -> objects
}

/** Grows while roots are found: a holder per variable, goroutine, frame with pointers, and kind of the rest. */
export class HolderTable {
  readonly holder: number[] = [];
  readonly target: number[] = [];
  readonly #rows: { kind: number; parent: number; name: number; number: number }[] = [];
  readonly #strings: string[];

  constructor(strings: readonly string[]) {
    this.#strings = [...strings];
  }

  get length(): number {
    return this.#rows.length;
  }

  add(kind: HolderKind, name: number | string, number = 0, parent = -1): number {
    const row = typeof name === "number" ? name : this.#strings.push(name) - 1;
    return this.#rows.push({ kind: HOLDER_KINDS.indexOf(kind), parent, name: row, number }) - 1;
  }

  points(holder: number, object: number): void {
    this.holder.push(holder);
    this.target.push(object);
  }

  finish(): HolderEdges {
    const rows = this.#rows;
    return {
      holders: {
        length: rows.length,
        kind: Uint8Array.from(rows, ({ kind }) => kind),
        parent: Int32Array.from(rows, ({ parent }) => parent),
        name: Int32Array.from(rows, ({ name }) => name),
        number: Float64Array.from(rows, ({ number }) => number),
        strings: this.#strings,
      },
      holder: this.holder,
      target: this.target,
    };
  }
}

/** All roots but finalizers, which hold only what nothing else does. */
export function holdersOf(parts: RootParts, variables: GlobalVariables | null): HolderTable {
  const { pointers, frames, goroutines, strings } = parts;
  const table = new HolderTable(strings);
  const outermost = outermostFrames(parts);
  const goroutineRow = once((goroutine: number) => {
    const entry = outermost[goroutine];
    return table.add("goroutine", entry < 0 ? -1 : frames.func[entry], goroutines.id[goroutine]);
  });
  const frameRow = once((frame: number) =>
    table.add("frame", frames.func[frame], 0, goroutineRow(frames.goroutine[frame])),
  );
  const queue = once(() => table.add("finalizer", "queued finalizers"));
  const other = once((name: number) => table.add("other", name));
  const rows: Readonly<Record<PointerKind, (holder: number, offset: number) => number>> = {
    data: globalRow("data", parts.data, variables, table),
    bss: globalRow("bss", parts.bss, variables, table),
    frame: frameRow,
    goroutine: goroutineRow,
    "queued-finalizer": queue,
    other,
  };
  for (let row = 0; row < pointers.length; row++) {
    const holder = rows[POINTER_KINDS[pointers.kind[row]]](pointers.holder[row], pointers.offset[row]);
    table.points(holder, pointers.target[row]);
  }
  return table;
}

/** A holder per variable; per pointer where no variable is known. */
function globalRow(
  section: string,
  segment: DumpSegment | null,
  variables: GlobalVariables | null,
  table: HolderTable,
): (holder: number, offset: number) => number {
  const start = segment?.address ?? 0;
  const unnamed = once((offset: number) => table.add("global", `${section}+0x${offset.toString(16)}`, start + offset));
  if (variables === null) return (_, offset) => unnamed(offset);
  const { address, name } = variables;
  const named = once((variable: number) => table.add("global", name[variable], address[variable]));
  return (_, offset) => {
    const variable = variableAt(variables, start + offset);
    return variable < 0 ? unnamed(offset) : named(variable);
  };
}

/** Made at the first time that a key is asked for. */
function once(make: (key: number) => number): (key: number) => number {
  const rows = new Map<number, number>();
  return (key) => {
    const row = rows.get(key) ?? make(key);
    rows.set(key, row);
    return row;
  };
}

/** What the compiler puts around a call with arguments in a go statement, by the versions' names. */
const WRAPPER = /[.·](gowrap|dwrap)·?\d+$/;

/** Per goroutine the frame that it began with, runtime.goexit and wrappers left out; -1 without any. */
function outermostFrames({ goroutines, frames, strings }: RootParts): Int32Array {
  const outermost = new Int32Array(goroutines.length).fill(-1);
  for (let frame = 0; frame < frames.length; frame++) {
    const func = strings[frames.func[frame]];
    if (func !== "runtime.goexit" && !WRAPPER.test(func)) outermost[frames.goroutine[frame]] = frame;
  }
  return outermost;
}

/** -1 for none. */
function variableAt({ length, address, bytes }: GlobalVariables, at: number): number {
  let [low, high] = [0, length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (address[middle] <= at) low = middle + 1;
    else high = middle;
  }
  return low > 0 && at < address[low - 1] + bytes[low - 1] ? low - 1 : -1;
}
