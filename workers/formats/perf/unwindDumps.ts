import type { StackDumps } from "../../../src/model/stackDumps";
import { CODE_RETURN_ADDRESS, type Module, type ModuleMapping, withOrigin } from "../../../src/model/stacks";
import { MAX_UNWOUND_FRAMES, NOT_UNWOUND } from "../../../src/model/unwind";
import type { UnwoundDumps, UnwoundRows } from "../../../src/model/unwoundDumps";
import type { Arch, PerfRegs } from "../../arch/arch";
import { archNamed } from "../../arch/registry";
import type { ByteSource } from "../../io/byteSource";
import { CodeInterner } from "../../profile/codeInterner";
import { GrowingColumn } from "../../profile/growingColumn";
import { StackInterner } from "../../profile/stackInterner";
import type { CodeMap } from "../../unwind/codeMap";
import { StackMemory } from "../../unwind/stackMemory";
import { Unwinder } from "../../unwind/unwinder";
import { openUnwindObject, type UnwindSources } from "../../unwind/unwindObject";
import { StackDump } from "./dump";
import { readDumps } from "./dumpRecords";
import type { RecordChunk } from "./recordStream";

/** What the dumps of a capture, or of a part of it, are to be unwound with. */
export interface UnwindInput {
  readonly arch: string; // a name that archNamed knows
  readonly modules: readonly Module[];
  readonly mappings: readonly ModuleMapping[];
  readonly objects: readonly UnwindSources[]; // per module
  /** One per profile that has dumps. Their streams may be narrowed to the part that is wanted. */
  readonly dumps: readonly StackDumps[];
}

/** Reads the samples again and follows their stacks. Files that cannot be used count as absent. */
export async function unwindDumps(
  sources: readonly ByteSource[],
  input: UnwindInput,
  progress: (bytesDone: number) => void,
): Promise<UnwoundDumps> {
  const arch = archNamed(input.arch);
  const unwound = new UnwoundStacks();
  const rows = input.dumps.map(() => new RowColumns());
  const isUsable = input.dumps.some(({ attr }) => arch !== null && "dwarf" in arch.perfRegs(attr.sampleRegsUser));
  if (arch !== null && isUsable) {
    const objects = await Promise.all(
      input.objects.map((files, module) =>
        openUnwindObject(
          files,
          input.mappings.filter((mapping) => mapping.module === module),
          arch,
        ),
      ),
    );
    const unwinder = new Unwinder(arch, objects);
    const profiles = input.dumps.map((dumps) => new ProfileDumps(arch, dumps, input.modules));
    await readDumps(
      sources,
      input.dumps,
      (profile, row, chunk, at, size) => {
        const stop = (profiles[profile] as ProfileDumps).unwind(unwinder, row, chunk, at, size);
        const stack = stop === NOT_UNWOUND ? -1 : unwound.intern(unwinder);
        const [cfa, sp] = stop === NOT_UNWOUND ? [Number.NaN, Number.NaN] : [unwinder.outerCfa, unwinder.innerSp];
        (rows[profile] as RowColumns).push(row, stack, stop, cfa, sp);
      },
      progress,
    );
  }
  const { codes, stacks } = unwound;
  return { codes: codes.finish(), stacks: stacks.finish(), profiles: rows.map((columns) => columns.finish()) };
}

/**
 * The tables of what has been unwound. Neighbouring samples share most of their outer frames: those are not looked up
 * again.
 */
class UnwoundStacks {
  readonly codes = new CodeInterner();
  readonly stacks = new StackInterner();
  // the stack before, outermost frame first
  readonly #module = new Int32Array(MAX_UNWOUND_FRAMES);
  readonly #address = new Float64Array(MAX_UNWOUND_FRAMES);
  readonly #flags = new Uint8Array(MAX_UNWOUND_FRAMES);
  readonly #row = new Int32Array(MAX_UNWOUND_FRAMES);
  #depth = 0;

  intern({ length, module, address, flags, origin }: Unwinder): number {
    const shared = Math.min(length, this.#depth);
    let outer = 0; // distance from the outermost frame
    for (; outer < shared; outer++) {
      const i = length - 1 - outer;
      if (this.#address[outer] !== address[i] || this.#module[outer] !== module[i]) break;
      if (this.#flags[outer] !== withOrigin(flags[i] as number, origin[i] as number)) break;
    }
    let row = outer === 0 ? -1 : (this.#row[outer - 1] as number);
    for (; outer < length; outer++) {
      const i = length - 1 - outer;
      const marked = withOrigin(flags[i] as number, origin[i] as number);
      row = this.stacks.intern(row, this.codes.intern(module[i] as number, address[i] as number, marked));
      this.#module[outer] = module[i] as number;
      this.#address[outer] = address[i] as number;
      this.#flags[outer] = marked;
      this.#row[outer] = row;
    }
    this.#depth = length;
    return row;
  }
}

/** The dumps of one profile, one at a time: registers as DWARF numbers them, and the copy of the stack. */
class ProfileDumps {
  readonly #arch: Arch;
  readonly #dumps: StackDumps;
  readonly #dump: StackDump;
  readonly #regs: PerfRegs | null;
  readonly #maps: readonly CodeMap[];
  readonly #registers: Float64Array;
  readonly #memory = new StackMemory();

  constructor(arch: Arch, dumps: StackDumps, modules: readonly Module[]) {
    const regs = arch.perfRegs(dumps.attr.sampleRegsUser);
    this.#arch = arch;
    this.#dumps = dumps;
    this.#dump = new StackDump(dumps.attr);
    this.#regs = "dwarf" in regs ? regs : null;
    this.#maps = codeMaps(dumps, modules);
    this.#registers = new Float64Array(arch.registers.count);
  }

  /** The index in UNWIND_STOPS, or NOT_UNWOUND. */
  unwind(unwinder: Unwinder, row: number, { view }: RecordChunk, at: number, size: number): number {
    const dump = this.#dump;
    const map = this.#maps[this.#dumps.space[row] as number];
    if (this.#regs === null || map === undefined || !dump.find(view, at, size) || dump.abi !== ABI_64)
      return NOT_UNWOUND;
    const registers = this.#registers.fill(Number.NaN);
    const { dwarf } = this.#regs;
    for (let i = 0; i < dwarf.length; i++) {
      const register = dwarf[i] as number;
      const place = dump.registers + 8 * i;
      if (register >= 0)
        registers[register] = view.getInt32(place + 4, true) * 0x1_0000_0000 + view.getUint32(place, true);
    }
    const sp = registers[this.#arch.registers.sp] as number;
    const stackAt = Math.max(0, dump.stack);
    this.#memory.reset(view, stackAt, dump.stackBytes, sp, dump.isFull, this.#dumps.littleEndian);
    const stop = unwinder.unwind(map, registers, this.#memory);
    if (this.#dumps.atReturn && unwinder.length > 0)
      unwinder.flags[0] = (unwinder.flags[0] as number) | CODE_RETURN_ADDRESS;
    return stop;
  }
}

/** enum perf_sample_regs_abi: 1 is a 32-bit task, whose registers and stack are others. */
const ABI_64 = 2;

/** Memory that is recorded among the mappings and never holds code: a word that points there is no return address. */
const NOT_CODE = /^\[(heap|stack|vvar)/;

function codeMaps({ spaces }: StackDumps, modules: readonly Module[]): CodeMap[] {
  return Array.from({ length: Math.max(0, spaces.first.length - 1) }, (_, space) => {
    const rows: number[] = [];
    for (let row = spaces.first[space] as number; row < (spaces.first[space + 1] as number); row++) {
      if (!NOT_CODE.test(modules[spaces.module[row] as number]?.path ?? "")) rows.push(row);
    }
    const module = Int32Array.from(rows, (row) => spaces.module[row] as number);
    return {
      start: Float64Array.from(rows, (row) => spaces.start[row] as number),
      end: Float64Array.from(rows, (row) => spaces.end[row] as number),
      fileOffset: Float64Array.from(rows, (row) => spaces.fileOffset[row] as number),
      module,
      absolute: Uint8Array.from(module, (index) => Number(modules[index]?.addressing !== "file-offset")),
    };
  });
}

class RowColumns {
  readonly #row = new GrowingColumn((length) => new Int32Array(length));
  readonly #stack = new GrowingColumn((length) => new Int32Array(length));
  readonly #stop = new GrowingColumn((length) => new Int32Array(length));
  readonly #outerCfa = new GrowingColumn((length) => new Float64Array(length));
  readonly #innerSp = new GrowingColumn((length) => new Float64Array(length));

  push(row: number, stack: number, stop: number, outerCfa: number, innerSp: number): void {
    this.#row.push(row);
    this.#stack.push(stack);
    this.#stop.push(stop);
    this.#outerCfa.push(outerCfa);
    this.#innerSp.push(innerSp);
  }

  finish(): UnwoundRows {
    return {
      row: this.#row.finish(null),
      stack: this.#stack.finish(null),
      stop: Uint8Array.from(this.#stop.finish(null)),
      outerCfa: this.#outerCfa.finish(null),
      innerSp: this.#innerSp.finish(null),
    };
  }
}
