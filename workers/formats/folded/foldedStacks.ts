import type { Loss } from "../../../src/model/capture";
import { DecodeError, type DecodeErrorCode } from "../../../src/model/decodeError";
import { CODE_KERNEL, type CodeNames, type CodeTable, type Module, type StackTable } from "../../../src/model/stacks";
import { ByteInterner } from "../../io/byteInterner";
import {
  LINE_MAX_BYTES,
  MAX_CHAIN,
  MAX_INLINE_DEPTH,
  MAX_STACKS,
  TEXT_MAX_FRAME_BYTES,
  TEXT_MAX_FRAMES,
  TEXT_MAX_LINES,
} from "../../io/limits";
import type { LineHandler } from "../../io/lines";
import { LossLog } from "../../io/lossLog";
import { NamedChain } from "../../profile/namedChain";
import type { NamedFrame } from "../../profile/namedCodes";
import { SampleColumns } from "../../profile/sampleColumns";
import { type Annotation, splitAnnotation } from "./annotation";
import { frameEnd, readStackLine, type StackLine } from "./stackLine";

export const WHERE = "folded stacks";

const KERNEL: Module = {
  path: "[kernel.kallsyms]",
  buildId: null,
  addressing: "absolute",
  pid: -1,
  anchor: null,
};

interface Tables {
  readonly modules: readonly Module[];
  readonly codes: CodeTable;
  readonly given: CodeNames;
  readonly stacks: StackTable;
  readonly length: number;
  readonly stack: Int32Array;
  readonly weights: readonly Float64Array[]; // per count column
  readonly losses: Loss[];
}

/** Reads lines of folded stacks into tables: a sample per line, a code per distinct frame text. */
export class FoldedStacks implements LineHandler {
  readonly annotations = new Set<Annotation>();
  readonly #texts = new ByteInterner(TEXT_MAX_FRAMES, TEXT_MAX_FRAME_BYTES);
  readonly #frames: NamedFrame[] = []; // by text
  readonly #code: number[] = []; // by text: -1 for an inlined call, which is a code only together with its caller
  readonly #alone = new Map<number, number>(); // codes of inlined calls that nothing is outside of
  readonly #chain = new NamedChain({ depth: MAX_INLINE_DEPTH, lines: TEXT_MAX_LINES, stacks: MAX_STACKS });
  readonly #samples: readonly SampleColumns[];
  readonly #losses = new LossLog();
  readonly #line: StackLine;
  readonly #chainTexts = new Int32Array(MAX_CHAIN);

  constructor(columns: 1 | 2) {
    this.#line = { stackEnd: 0, counts: new Float64Array(columns) };
    this.#samples = Array.from({ length: columns }, () => new SampleColumns());
  }

  /** Lines that are stacks. */
  get length(): number {
    return this.#samples[0]?.length ?? 0;
  }

  line(bytes: Uint8Array, start: number, end: number, offset: number): void {
    if (start === end || bytes[start] === HASH) return;
    if (!readStackLine(bytes, start, end, this.#line)) {
      if (!isBlank(bytes, start, end)) this.#lose("Malformed", offset, "a line is not a stack and its count");
      return;
    }
    const depth = this.#readTexts(bytes, start, offset);
    if (depth < 0) return;
    if (!this.#chain.begin(depth)) {
      this.#lose("TooLarge", offset, `more than ${MAX_STACKS} distinct stacks, the limit`);
      return;
    }
    for (let i = 0; i < depth; i++) this.#append(this.#chainTexts[i]);
    const stack = this.#chain.end();
    this.#samples.forEach((samples, column) => {
      samples.push(0, stack, 0, 0, this.#line.counts[column]);
    });
  }

  tooLong(offset: number): void {
    this.#lose("TooLarge", offset, `a line is longer than ${LINE_MAX_BYTES} bytes, the limit`);
  }

  finish(): Tables {
    const columns = this.#samples.map((samples) => samples.finish());
    const { codes, given, stacks } = this.#chain.finish();
    const [first] = columns;
    return {
      modules: this.annotations.has("kernel") ? [KERNEL] : [],
      codes,
      given,
      stacks,
      length: first?.length ?? 0,
      stack: first?.stack ?? new Int32Array(0),
      weights: columns.map(({ weight }) => weight),
      losses: this.#losses.list(),
    };
  }

  /** The frames of the line's stack, outermost first; -1 when there is no room for them. */
  #readTexts(bytes: Uint8Array, start: number, offset: number): number {
    const { stackEnd } = this.#line;
    let depth = 0;
    for (let at = start; at < stackEnd; ) {
      const end = frameEnd(bytes, at, stackEnd);
      const text = this.#texts.intern(bytes, at, end);
      if (text < 0) {
        this.#lose("TooLarge", offset, `more distinct frames than ${TEXT_MAX_FRAMES}, or longer ones, than the limit`);
        return -1;
      }
      if (depth === MAX_CHAIN) {
        this.#lose("TooLarge", offset, `a stack has more than ${MAX_CHAIN} frames, the limit`);
        return -1;
      }
      if (text === this.#frames.length) this.#meet(bytes, at, end);
      this.#chainTexts[depth++] = text;
      at = end + 1; // a ";" at the very end has no frame behind it
    }
    return depth;
  }

  /** A frame text that is new. */
  #meet(bytes: Uint8Array, start: number, end: number): void {
    const { name, annotation } = splitAnnotation(new TextDecoder().decode(bytes.subarray(start, end)));
    if (annotation !== null) this.annotations.add(annotation);
    const isKernel = annotation === "kernel";
    const frame: NamedFrame = {
      module: isKernel ? 0 : -1,
      address: 0, // the text has none
      flags: isKernel ? CODE_KERNEL : 0,
      name: name === "" || name === "[unknown]" ? null : name,
      file: null,
      line: 0,
    };
    this.#frames.push(frame);
    this.#code.push(annotation === "inlined" ? -1 : this.#chain.codes.add(frame));
  }

  #append(text: number): void {
    const code = this.#code[text];
    if (code >= 0) {
      this.#chain.call(code);
      return;
    }
    const frame = this.#frames[text];
    if (this.#chain.inlinedAgain(text) || this.#chain.inlined(text, frame)) return;
    const alone = this.#alone.get(text) ?? this.#chain.codes.add(frame);
    this.#alone.set(text, alone);
    this.#chain.call(alone);
  }

  #lose(code: DecodeErrorCode, offset: number, detail: string): void {
    this.#losses.add(new DecodeError(code, WHERE, offset, detail).failure);
  }
}

const HASH = 0x23;

function isBlank(bytes: Uint8Array, start: number, end: number): boolean {
  for (let i = start; i < end; i++) if (bytes[i] !== 0x20 && bytes[i] !== 0x09) return false;
  return true;
}
