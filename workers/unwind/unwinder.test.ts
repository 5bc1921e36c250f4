import { describe, expect, it } from "vitest";
import { CODE_RETURN_ADDRESS } from "../../src/model/stacks";
import { FRAME_ORIGINS, UNWIND_STOPS } from "../../src/model/unwind";
import type { Arch } from "../arch/arch";
import { archNamed } from "../arch/registry";
import { FileOffsets } from "../object/elf/fileOffsets";
import { type ProgramHeader, PT_LOAD } from "../object/elf/programHeaders";
import type { GoFrame } from "../object/gopclntab/goFrame";
import type { CodeMap } from "./codeMap";
import { StackMemory } from "./stackMemory";
import { Unwinder } from "./unwinder";
import type { UnwindObject } from "./unwindObject";

const TEXT = 0x10000;
const STACK = 0xc000_0000_00;

/** A Go program drawn by hand: functions of 0x100 bytes each from TEXT on, in this order. */
interface Drawn {
  readonly name: string;
  /** pcsp: from an offset on, the stack pointer has been moved by so much. */
  readonly sp?: readonly (readonly [from: number, delta: number])[];
  readonly isTop?: boolean;
  readonly switchesStack?: boolean;
  readonly moves?: Int32Array;
}

function program(functions: readonly Drawn[]): UnwindObject {
  const frames = functions.map(({ name, sp = [[0, 0]], isTop = false, switchesStack = false }, i): GoFrame => {
    const entry = TEXT + 0x100 * i;
    const end = Int32Array.from(sp, (_, row) => sp[row + 1]?.[0] ?? 0x100);
    const value = Int32Array.from(sp, ([, delta]) => delta);
    return { name, entry, end: entry + 0x100, spDelta: { end, value }, isTop, switchesStack };
  });
  const find = (address: number): number => (address < TEXT ? -1 : frames.findIndex(({ end }) => address < end));
  const header = { type: PT_LOAD, offset: 0, vaddr: 0, fileBytes: 0x20000, memoryBytes: 0x20000, executable: true };
  return {
    offsets: new FileOffsets([{ ...header, align: 0x1000 } as ProgramHeader], []),
    cfi: [],
    go: { find, frame: (index) => frames[index] as GoFrame },
    goMoves: new Map(functions.flatMap(({ moves }, i) => (moves === undefined ? [] : [[i, moves] as const]))),
    plt: [],
  };
}

/** Everything from 0 to 0x20000 is one module, at its file offsets. */
const MAP: CodeMap = {
  start: Float64Array.of(0),
  end: Float64Array.of(0x20000),
  fileOffset: Float64Array.of(0),
  module: Int32Array.of(0),
  absolute: Uint8Array.of(0),
};

interface Start {
  readonly pc: number;
  readonly link?: number;
  readonly fp?: number;
  readonly words: readonly number[]; // of the stack, from sp up
  readonly isFull?: boolean;
}

/** The frames as "name+offset", with "return" where it is a return address, how each was found, and why it ended. */
function walk(arch: Arch | null, functions: readonly Drawn[] | null, { pc, link, fp, words, isFull }: Start) {
  if (arch === null) throw new Error("no such processor");
  const unwinder = new Unwinder(arch, [functions === null ? null : program(functions)]);
  const registers = new Float64Array(arch.registers.count).fill(Number.NaN);
  registers[arch.registers.pc] = pc;
  registers[arch.registers.sp] = STACK;
  if (link !== undefined) registers[arch.registers.link] = link;
  if (fp !== undefined) registers[arch.registers.fp] = fp;
  const view = new DataView(new ArrayBuffer(8 * words.length));
  for (const [i, word] of words.entries()) view.setBigInt64(8 * i, BigInt(word), true);
  const memory = new StackMemory();
  memory.reset(view, 0, 8 * words.length, STACK, isFull ?? true, true);
  const stop = UNWIND_STOPS[unwinder.unwind(MAP, registers, memory)];
  const frames = Array.from({ length: unwinder.length }, (_, i) => {
    const address = unwinder.address[i] ?? 0;
    const isReturn = unwinder.flags[i] === CODE_RETURN_ADDRESS;
    const place = address - Number(isReturn);
    const name = functions?.[Math.floor((place - TEXT) / 0x100)]?.name ?? "?";
    return `${name}+${((place - TEXT) % 0x100) + Number(isReturn)}${isReturn ? " return" : ""}`;
  });
  const origins = Array.from({ length: unwinder.length }, (_, i) => FRAME_ORIGINS[unwinder.origin[i] ?? 0]);
  return { frames, origins, stop };
}

const at = (index: number, offset: number): number => TEXT + 0x100 * index + offset;
const framed = [
  [0, 0],
  [8, 32],
] as const;
const sw64 = archNamed("sw_64");
const x86 = archNamed("x86_64");

describe("Go on SW64", () => {
  const goexit = { name: "runtime.goexit", isTop: true };
  const functions = [
    { name: "main.leaf" },
    { name: "main.work", sp: framed },
    { name: "main.main", sp: framed },
    goexit,
    { name: "runtime.udiv", moves: Int32Array.from({ length: 64 }, (_, i) => (i >= 1 && i < 20 ? 80 : 0)) },
    { name: "runtime.systemstack", sp: framed, switchesStack: true },
    { name: "runtime.mstart", sp: framed, isTop: true },
    { name: "runtime.gogo", switchesStack: true },
  ];
  const work = [at(2, 0x20), 1, 2, 3]; // ra at 0(sp), 32 bytes of frame
  const main = [at(3, 4), 1, 2, 3];

  it("finds the caller of a leaf in ra, of others at 0(sp)", () => {
    expect(walk(sw64, functions, { pc: at(0, 0x10), link: at(1, 0x40), words: [...work, ...main] })).toEqual({
      frames: ["main.leaf+16", "main.work+64 return", "main.main+32 return", "runtime.goexit+4 return"],
      origins: ["callchain", "pcsp", "pcsp", "pcsp"],
      stop: "RootReached",
    });
  });

  it("finds it in ra before the prologue has stored it", () => {
    const { frames } = walk(sw64, functions, { pc: at(1, 4), link: at(2, 0x20), words: main });
    expect(frames).toEqual(["main.work+4", "main.main+32 return", "runtime.goexit+4 return"]);
  });

  it("does not take ra for that of a caller: it has been overwritten", () => {
    const { frames, stop } = walk(sw64, functions, { pc: at(0, 0), link: at(0, 0x20), words: [...work, ...main] });
    expect([frames, stop]).toEqual([["main.leaf+0", "main.leaf+32 return"], "NoUnwindInfo"]);
  });

  it.each([
    ["its first instruction", 0, []],
    ["the 80 bytes that no table tells of", 0x14, Array.from({ length: 10 }, () => 7)],
    ["after they are given back", 0x50, []],
  ])("unwinds runtime.udiv at %s", (_, offset, room) => {
    const words = [...room, ...work, ...main];
    const { frames } = walk(sw64, functions, { pc: at(4, offset), link: at(1, 0x40), words });
    expect(frames.slice(1)).toEqual(["main.work+64 return", "main.main+32 return", "runtime.goexit+4 return"]);
  });

  it("ends at systemstack, whose caller is on the goroutine's stack", () => {
    const words = [at(5, 0x40), 1, 2, 3, at(6, 0), 1, 2, 3];
    expect(walk(sw64, functions, { pc: at(1, 0x20), words })).toMatchObject({
      frames: ["main.work+32", "runtime.systemstack+64 return"],
      stop: "StackSwitch",
    });
  });

  it("names the entry of mstart as mstart, though it lies behind another function's end", () => {
    const words = [at(6, 0), 1, 2, 3];
    expect(walk(sw64, functions, { pc: at(1, 0x20), words })).toMatchObject({
      frames: ["main.work+32", "runtime.mstart+0"],
      stop: "RootReached",
    });
  });

  it("goes on in a function that switches stacks only where that leads into the program", () => {
    expect(walk(sw64, functions, { pc: at(7, 0), link: at(2, 0x20), words: main })).toMatchObject({
      frames: ["runtime.gogo+0", "main.main+32 return", "runtime.goexit+4 return"],
      origins: ["callchain", "guess", "pcsp"],
      stop: "RootReached",
    });
    expect(walk(sw64, functions, { pc: at(7, 0), link: 0x7777_0000, words: main }).stop).toBe("StackSwitch");
  });
});

describe("frame pointers", () => {
  it("of x86_64 are the last resort, up to the frame that has none", () => {
    const words = [0, STACK + 32, at(1, 9), 0, 0, at(2, 9)]; // two frames: { caller's rbp, return address }
    expect(walk(x86, null, { pc: at(0, 0), fp: STACK + 8, words })).toEqual({
      frames: ["?+0", "?+9 return", "?+9 return"],
      origins: ["callchain", "fp", "fp"],
      stop: "RootReached",
    });
  });

  it.each([
    ["points below the stack pointer", STACK - 8],
    ["is not aligned", STACK + 4],
    ["points beyond the dump", STACK + 4096],
    ["points to no return address", STACK],
  ])("are not believed where one %s", (_, fp) => {
    const { frames, stop } = walk(x86, null, { pc: at(0, 0), fp, words: [1, 0x7000_0000, at(1, 9)] });
    expect([frames.length, stop]).toEqual([1, "NoUnwindInfo"]);
  });
});

describe("a stack that cannot be followed ends", () => {
  const functions = [
    { name: "main.deep", sp: [[0, 24]] as const },
    { name: "main.main", sp: [[0, 24]] as const },
  ];
  const deep = [1, 2, 3, at(0, 5)]; // 24 bytes of locals, return address

  it("where the dump does, if there may be more", () => {
    const words = [...deep, ...deep];
    expect(walk(x86, functions, { pc: at(0, 4), words }).stop).toBe("StackDumpExhausted");
    expect(walk(x86, functions, { pc: at(0, 4), words, isFull: false }).stop).toBe("BadCfa");
  });

  it("where a return address is in no mapping", () => {
    const { frames, stop } = walk(x86, functions, { pc: at(0, 4), words: [1, 2, 3, 0x7000_0000] });
    expect([frames, stop]).toEqual([["main.deep+4"], "NoModule"]);
  });

  it("with its address alone when that is in no mapping", () => {
    expect(walk(x86, functions, { pc: 0x7000_0000, words: [] })).toMatchObject({
      origins: ["callchain"],
      stop: "NoModule",
    });
  });

  it("at a return address of 0", () => {
    expect(walk(x86, functions, { pc: at(0, 4), words: [1, 2, 3, 0] }).stop).toBe("RootReached");
  });

  it("after as many frames as are kept", () => {
    const words = Array.from({ length: 1200 }, () => deep).flat();
    const { frames, stop } = walk(x86, functions, { pc: at(0, 4), words });
    expect([frames.length, stop]).toEqual([1024, "FrameLimit"]);
  });
});
