import type { GlobalVariables, HeapDump } from "../../../model/heapDump";
import { POINTER_KINDS } from "../../../model/heapDump";

/**
 * A dump drawn as text. A line is an object with its bytes, or a variable, and what it points to; a goroutine's stack is
 * "goroutine FUNCTION".
 *
 *     main.cache > a
 *     goroutine main.work > b
 *     a 48 > b
 *     b 208
 */
export function dumpFromText(text: string): { readonly dump: HeapDump; readonly variables: GlobalVariables } {
  const lines = text.trim().split("\n").map(parsed);
  const objects = lines.filter(({ bytes }) => bytes > 0);
  const rowOf = new Map(objects.map(({ name }, row) => [name, row]));
  const targetsOf = (names: readonly string[]): number[] => names.map((name) => rowOf.get(name) ?? -1);
  const globals = lines.filter(({ bytes, name }) => bytes === 0 && !name.startsWith(GOROUTINE));
  const stacks = lines.filter(({ bytes, name }) => bytes === 0 && name.startsWith(GOROUTINE));
  const strings = ["", ...stacks.map(({ name }) => name.slice(GOROUTINE.length))];
  const pointers = [
    ...globals.flatMap(({ targets }, row) =>
      targetsOf(targets).map((target) => ({ kind: "bss", row, target }) as const),
    ),
    ...stacks.flatMap(({ targets }, row) =>
      targetsOf(targets).map((target) => ({ kind: "frame", row, target }) as const),
    ),
  ];
  const edges = objects.map(({ targets }) => targetsOf(targets));
  const count = (length: number) => Int32Array.from({ length }, (_, row) => row);
  const segment = { address: BSS, bytes: globals.length * 8 };
  return {
    variables: {
      file: 0,
      bias: 0,
      length: globals.length,
      address: Float64Array.from(globals, (_, row) => BSS + row * 8),
      bytes: new Float64Array(globals.length).fill(8),
      name: globals.map(({ name }) => name),
    },
    dump: {
      params: { bigEndian: false, pointerBytes: 8, goarch: "amd64", goVersion: "go1.24.4", cpus: 2 },
      isComplete: true,
      data: { address: BSS - 4096, bytes: 0 },
      bss: segment,
      objects: {
        length: objects.length,
        address: Float64Array.from(objects, (_, row) => HEAP + row * 4096),
        bytes: Float64Array.from(objects, ({ bytes }) => bytes),
        noscan: Uint8Array.from(objects, ({ targets }) => (targets.length === 0 ? 1 : 0)),
        edge: Int32Array.from({ length: objects.length + 1 }, (_, row) => edges.slice(0, row).flat().length),
        target: Int32Array.from(edges.flat()),
      },
      pointers: {
        length: pointers.length,
        kind: Uint8Array.from(pointers, ({ kind }) => POINTER_KINDS.indexOf(kind)),
        holder: Int32Array.from(pointers, ({ kind, row }) => (kind === "frame" ? row : -1)),
        offset: Float64Array.from(pointers, ({ kind, row }) => (kind === "frame" ? 0 : row * 8)),
        target: Int32Array.from(pointers, ({ target }) => target),
      },
      goroutines: {
        length: stacks.length,
        id: Float64Array.from(stacks, (_, row) => row + 1),
        status: new Int32Array(stacks.length).fill(4),
        isSystem: new Uint8Array(stacks.length),
        waitReason: new Int32Array(stacks.length),
        thread: new Float64Array(stacks.length).fill(-1),
      },
      frames: {
        length: stacks.length,
        goroutine: count(stacks.length),
        func: count(stacks.length).map((row) => row + 1),
      },
      finalizers: { length: 0, object: new Int32Array(0), func: new Int32Array(0) },
      memStats: null,
      profile: { ...NO_PROFILE, frame: new Int32Array(1) },
      strings,
    },
  };
}

const GOROUTINE = "goroutine ";
const BSS = 0x60_0000;
const HEAP = 0xc0_0000_0000;

const NO_PROFILE = {
  buckets: 0,
  bytes: new Float64Array(0),
  allocs: new Float64Array(0),
  frees: new Float64Array(0),
  func: new Int32Array(0),
  file: new Int32Array(0),
  line: new Int32Array(0),
  samples: 0,
  sampleObject: new Int32Array(0),
  sampleBucket: new Int32Array(0),
};

interface Line {
  readonly name: string;
  readonly bytes: number; // 0 for a root
  readonly targets: readonly string[];
}

function parsed(line: string): Line {
  const [left = "", right = ""] = line.split(" > ");
  const targets = right.split(" ").filter((name) => name !== "");
  const size = /^\s*(\S+) (\d+)\s*$/.exec(left);
  return size === null ? { name: left.trim(), bytes: 0, targets } : { name: size[1], bytes: Number(size[2]), targets };
}
