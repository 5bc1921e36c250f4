import { CODE_KERNEL, CODE_RETURN_ADDRESS } from "../../../src/model/stacks";
import { ByteInterner } from "../../io/byteInterner";
import {
  MAX_CHAIN,
  MAX_INLINE_DEPTH,
  MAX_STACKS,
  TEXT_MAX_FRAME_BYTES,
  TEXT_MAX_FRAMES,
  TEXT_MAX_LINES,
} from "../../io/limits";
import { NamedChain } from "../../profile/namedChain";
import type { NamedFrame } from "../../profile/namedCodes";
import { skipBlanks } from "./bytes";
import { type FrameText, readFrame } from "./frame";
import { ModuleTable } from "./moduleTable";
import { readSourceLine, type SourceLine } from "./srcline";

/** What became of a line. */
export type Outcome = "taken" | "not understood" | "no room";

/**
 * The frame lines of one sample after the other, leaf first, and the tables that they make. Every distinct line is
 * understood once; from then on a frame is a look into one hash table.
 */
export class ChainLines {
  readonly #modules = new ModuleTable();
  readonly #fields = new Set<string>();
  readonly #texts = new ByteInterner(TEXT_MAX_FRAMES, TEXT_MAX_FRAME_BYTES);
  readonly #frames: (FrameText | null)[] = []; // by text; null for what is no frame
  readonly #sourceTexts = new ByteInterner(TEXT_MAX_FRAMES, TEXT_MAX_FRAME_BYTES);
  readonly #sources: (SourceLine | null)[] = [];
  readonly #variants = new Map<number, number>(); // text * TEXTS + source -> number of the pair
  readonly #codes: number[] = []; // text * 2 + (1 for a return address) -> codes, -1 where there is none yet
  readonly #sourceCodes = new Map<number, number>(); // variant * 2 + (…) -> codes, of frames with a source line
  readonly #chain = new NamedChain({ depth: MAX_INLINE_DEPTH, lines: TEXT_MAX_LINES, stacks: MAX_STACKS });
  // The sample at hand.
  #depth = 0;
  #isChain = true;
  readonly #text = new Int32Array(MAX_CHAIN);
  readonly #source = new Int32Array(MAX_CHAIN); // -1 where no source line follows
  readonly #isInlined = new Uint8Array(MAX_CHAIN);
  readonly #isReturn = new Uint8Array(MAX_CHAIN);

  /** Whether a field of -F has been met. */
  hasField(name: string): boolean {
    return this.#fields.has(name);
  }

  /** Begins a sample's frames: of a call chain, or the one of a header line. */
  begin(isChain: boolean): void {
    this.#depth = 0;
    this.#isChain = isChain;
  }

  /** A line `ip sym (dso)`. */
  frame(bytes: Uint8Array, start: number, end: number): Outcome {
    const text = this.#texts.intern(bytes, skipBlanks(bytes, start, end), end);
    if (text < 0 || this.#depth === MAX_CHAIN) return "no room";
    if (text === this.#frames.length) this.#meet(readFrame(bytes, start, end));
    const frame = this.#frames[text];
    if (frame === null) return "not understood";
    // The end of a walk by frame pointers, not code; the decoder of perf.data leaves it out too.
    if (frame.address === 0 && frame.name === null && frame.dso === null) return "taken";
    this.#text[this.#depth] = text;
    this.#source[this.#depth] = -1;
    this.#isInlined[this.#depth++] = frame.inlined ? 1 : 0;
    return "taken";
  }

  /** The line behind a frame that says where in the source it is. */
  sourceLine(bytes: Uint8Array, start: number, end: number): Outcome {
    const row = this.#sourceTexts.intern(bytes, start, end);
    if (row < 0) return "no room";
    if (row === this.#sources.length) {
      this.#sources.push(readSourceLine(new TextDecoder().decode(bytes.subarray(start, end))));
    }
    const source = this.#sources[row];
    const last = this.#depth - 1;
    if (source === null || last < 0 || this.#source[last] >= 0) return "not understood";
    this.#fields.add("srcline");
    this.#source[last] = row;
    if (source.inlined) this.#isInlined[last] = 1;
    return "taken";
  }

  /** The row of the sample's stack, -1 for an empty one; null when there is no room for more. */
  end(): number | null {
    const depth = this.#depth;
    this.#depth = 0;
    if (!this.#chain.begin(depth)) return null;
    this.#markReturns(depth);
    for (let i = depth - 1; i >= 0; i--) {
      if (this.#isInlined[i] === 1) {
        const variant = this.#variant(i);
        if (this.#chain.inlinedAgain(variant) || this.#chain.inlined(variant, this.#named(i))) continue;
      }
      this.#chain.call(this.#code(i));
    }
    return this.#chain.end();
  }

  finish() {
    return { ...this.#chain.finish(), modules: this.#modules.finish() };
  }

  #meet(frame: FrameText | null): void {
    this.#frames.push(frame);
    this.#codes.push(-1, -1);
    for (const field of frame?.fields ?? []) this.#fields.add(field);
  }

  /** The first address of the kernel's and of the user's part is where the processor was, the others are returned to. */
  #markReturns(depth: number): void {
    let inKernel: boolean | null = null;
    for (let i = 0; i < depth; i++) {
      const isKernel = (this.#frames[this.#text[i]]?.address ?? 0) < 0;
      this.#isReturn[i] = isKernel === inKernel ? 1 : 0;
      if (this.#isInlined[i] === 0) inKernel = isKernel; // inlined calls have the address of the one around them
    }
  }

  #code(i: number): number {
    if (this.#source[i] < 0) {
      const key = this.#text[i] * 2 + this.#isReturn[i];
      if (this.#codes[key] < 0) this.#codes[key] = this.#newCode(i);
      return this.#codes[key];
    }
    const key = this.#variant(i) * 2 + this.#isReturn[i];
    let code = this.#sourceCodes.get(key);
    if (code === undefined) {
      code = this.#newCode(i);
      this.#sourceCodes.set(key, code);
    }
    return code;
  }

  #newCode(i: number): number {
    const frame = this.#frames[this.#text[i]];
    const isNamed = frame !== null && frame.dso !== null;
    const module = isNamed ? this.#modules.row(frame.dso, frame.address, frame.isOffset, this.#isChain) : -1;
    const flags = this.#isReturn[i] === 1 ? CODE_RETURN_ADDRESS : 0;
    const named = this.#named(i);
    return this.#chain.codes.add({ ...named, module, flags: named.flags | flags });
  }

  #variant(i: number): number {
    const key = this.#text[i] * TEXTS + this.#source[i] + 1;
    let variant = this.#variants.get(key);
    if (variant === undefined) {
      variant = this.#variants.size;
      this.#variants.set(key, variant);
    }
    return variant;
  }

  /** A frame without its module. */
  #named(i: number): NamedFrame {
    const frame = this.#frames[this.#text[i]];
    const source = this.#sources[this.#source[i]] ?? null;
    const address = frame?.address ?? 0;
    return {
      module: -1,
      address,
      flags: address < 0 ? CODE_KERNEL : 0,
      name: frame?.name ?? null,
      file: source?.file ?? null,
      line: source?.line ?? 0,
    };
  }
}

const TEXTS = 2 ** 23; // more than there are source lines
