import { CODE_GUEST, CODE_KERNEL, type CodeTable, type StackTable } from "../../src/model/stacks";
import { NOT_UNWOUND } from "../../src/model/unwind";
import type { RecordedStacks, UnwoundDumps } from "../../src/model/unwoundDumps";
import { CodeInterner } from "./codeInterner";
import { StackInterner } from "./stackInterner";

/**
 * The capture with its dumps unwound: a sample's stack is the kernel's part of the recorded chain on top of the unwound
 * user part. Samples that are in no part keep what they have, so that a capture for which one more binary has come can
 * be joined again with only the samples which that concerns.
 */
export function joinUnwound(recorded: RecordedStacks, parts: readonly UnwoundDumps[]): RecordedStacks {
  const rows = parts.reduce((sum, { stacks }) => sum + stacks.length, recorded.stacks.length);
  const joiner = new Joiner(recorded, rows);
  const profiles = recorded.profiles.map(({ stack, stop, outerCfa, innerSp, kernelChainOnly }) => ({
    stack: new Int32Array(stack.length).fill(KEEPS),
    stop: stop?.slice() ?? null,
    outerCfa: outerCfa?.slice() ?? null,
    innerSp: innerSp?.slice() ?? null,
    kernelChainOnly,
  }));
  const withDumps = profiles.flatMap(({ stop }, profile) => (stop === null ? [] : [profile]));
  for (const part of parts) {
    const user = new Copy(part.codes, part.stacks, joiner);
    for (const [index, rows] of part.profiles.entries()) {
      const profile = withDumps[index] ?? -1;
      const [from, to] = [recorded.profiles[profile], profiles[profile]];
      if (from === undefined || to?.stop == null) continue;
      for (let i = 0; i < rows.row.length; i++) {
        if (rows.stop[i] === NOT_UNWOUND) continue;
        const sample = rows.row[i] as number;
        const userStack = user.row(rows.stack[i] as number);
        to.stop[sample] = rows.stop[i] as number;
        if (to.outerCfa !== null) to.outerCfa[sample] = rows.outerCfa[i] as number;
        if (to.innerSp !== null) to.innerSp[sample] = rows.innerSp[i] as number;
        to.stack[sample] = joiner.join(from.stack[sample] as number, userStack, from.kernelChainOnly);
      }
    }
  }
  for (const [profile, { stack }] of profiles.entries()) {
    const before = recorded.profiles[profile]?.stack ?? stack;
    for (let i = 0; i < stack.length; i++) if (stack[i] === KEEPS) stack[i] = joiner.recorded(before[i] as number);
  }
  return { ...joiner.finish(), profiles };
}

const KEEPS = -2; // a sample whose stack stays

/** Builds the new tables. */
class Joiner {
  readonly codes = new CodeInterner();
  readonly stacks: StackInterner;
  readonly #recorded: Copy;
  readonly #from: RecordedStacks;
  readonly #pairs = new StackInterner(); // of a recorded and an unwound stack
  #joined = new Int32Array(1 << 10).fill(-1); // by pair

  constructor(recorded: RecordedStacks, expectedRows: number) {
    this.stacks = new StackInterner(expectedRows);
    this.#from = recorded;
    this.#recorded = new Copy(recorded.codes, recorded.stacks, this);
  }

  recorded(stack: number): number {
    return this.#recorded.row(stack);
  }

  /** The kernel's frames of a recorded stack on top of a user stack. */
  join(recorded: number, user: number, replaces: boolean): number {
    const pair = this.#pairs.intern(recorded, user + 1);
    if (pair >= this.#joined.length) {
      const larger = new Int32Array(2 * this.#joined.length).fill(-1);
      larger.set(this.#joined);
      this.#joined = larger;
    }
    let stack = this.#joined[pair] as number;
    if (stack < 0) {
      stack = this.#join(recorded, user, replaces);
      this.#joined[pair] = stack;
    }
    return stack;
  }

  finish(): { readonly codes: CodeTable; readonly stacks: StackTable } {
    return { codes: this.codes.finish(), stacks: this.stacks.finish() };
  }

  /** `replaces` is false where the recorded chain has user frames too: the one that knows more of them counts. */
  #join(recorded: number, user: number, replaces: boolean): number {
    const { codes, stacks } = this.#from;
    const kernel: number[] = [];
    let row = recorded;
    for (; row >= 0; row = stacks.prefix[row] as number) {
      const code = stacks.frame[row] as number;
      if (((codes.flags[code] as number) & (CODE_KERNEL | CODE_GUEST)) === 0) break;
      kernel.push(code);
    }
    if (!replaces && depth(stacks.prefix, row) > this.stacks.depth(user)) return this.recorded(recorded);
    let stack = user;
    for (const code of kernel.reverse()) stack = this.stacks.intern(stack, this.#recorded.code(code));
    return stack;
  }
}

function depth(prefix: Int32Array, stack: number): number {
  let frames = 0;
  for (let row = stack; row >= 0; row = prefix[row] as number) frames++;
  return frames;
}

/** Stacks of one pair of tables as rows of the new ones, each made when it is first asked for. */
class Copy {
  readonly #codes: CodeTable;
  readonly #stacks: StackTable;
  readonly #to: Joiner;
  readonly #code: Int32Array;
  readonly #row: Int32Array;
  readonly #path: number[] = [];

  constructor(codes: CodeTable, stacks: StackTable, to: Joiner) {
    this.#codes = codes;
    this.#stacks = stacks;
    this.#to = to;
    this.#code = new Int32Array(codes.length).fill(-1);
    this.#row = new Int32Array(stacks.length).fill(-1);
  }

  code(code: number): number {
    let copied = this.#code[code] as number;
    if (copied < 0) {
      const { module, address, flags } = this.#codes;
      copied = this.#to.codes.intern(module[code] as number, address[code] as number, flags[code] as number);
      this.#code[code] = copied;
    }
    return copied;
  }

  row(stack: number): number {
    const path = this.#path;
    let copied = -1;
    for (let row = stack; row >= 0; row = this.#stacks.prefix[row] as number) {
      copied = this.#row[row] as number;
      if (copied >= 0) break;
      path.push(row);
    }
    while (path.length > 0) {
      const row = path.pop() as number;
      copied = this.#to.stacks.intern(copied, this.code(this.#stacks.frame[row] as number));
      this.#row[row] = copied;
    }
    return copied;
  }
}
