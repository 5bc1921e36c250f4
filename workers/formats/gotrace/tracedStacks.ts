import { DecodeError } from "../../../src/model/decodeError";
import type { CodeNames, CodeTable, StackTable } from "../../../src/model/stacks";
import { NamedChain } from "../../profile/namedChain";
import { CountedLoss } from "./countedLoss";

/** A frame as a trace has it: all calls, inlined ones too, are frames of their own with an address of their own. */
export interface TracedFrame {
  readonly pc: number;
  readonly func: string;
  readonly file: string;
  readonly line: number;
}

/** The stacks of a whole trace, equal ones once; ids of a generation become rows of this. */
export class TracedStacks {
  readonly #chain: NamedChain;
  readonly #codes = new Map<string, number>();
  readonly #maxFrames: number;

  constructor(limits: { readonly frames: number; readonly stacks: number }) {
    this.#chain = new NamedChain({ depth: 1, lines: limits.frames, stacks: limits.stacks });
    this.#maxFrames = limits.frames;
  }

  /** A code for a frame; -1 when there is no room for one more. */
  code({ pc, func, file, line }: TracedFrame): number {
    const key = `${pc} ${line} ${func}\n${file}`;
    let code = this.#codes.get(key);
    if (code === undefined) {
      if (this.#codes.size >= this.#maxFrames) return -1;
      const name = func === "" ? null : func;
      const row = { module: -1, address: pc, flags: 0, name, file: file === "" ? null : file, line };
      code = this.#chain.codes.add(row);
      this.#codes.set(key, code);
    }
    return code;
  }

  /** The row of a stack, its codes leaf first; -1 for an empty one and where there is no room. */
  stack(codes: readonly number[]): number {
    if (!this.#chain.begin(codes.length)) return -1;
    for (let depth = codes.length - 1; depth >= 0; depth--) this.#chain.call(codes[depth]);
    return this.#chain.end();
  }

  finish(): { codes: CodeTable; given: CodeNames; stacks: StackTable } {
    this.#codes.clear();
    return this.#chain.finish();
  }
}

/** Rows of TracedStacks by the ids of events. What events name and the tables do not have is counted in `missing`. */
export class StackFinder {
  readonly missing = new CountedLoss();
  readonly #rows: ReadonlyMap<number, number>;
  readonly #end: number; // offset where the tables should have been

  constructor(rows: ReadonlyMap<number, number>, end: number) {
    this.#rows = rows;
    this.#end = end;
  }

  /** -1 for id 0, which is none. */
  find(id: number): number {
    const row = this.#rows.get(id);
    if (row !== undefined) return row;
    if (id !== 0) {
      const detail = `stack ${id} of an event is not there`;
      this.missing.add(() => new DecodeError("Truncated", "trace stacks", this.#end, detail));
    }
    return -1;
  }
}
