import type { Loss } from "../../../src/model/capture";
import { DecodeError, type DecodeErrorCode } from "../../../src/model/decodeError";
import type { ArgColumn } from "../../../src/model/profile";
import type { CodeNames, CodeTable, StackTable } from "../../../src/model/stacks";
import {
  LINE_MAX_BYTES,
  MAX_CHAIN,
  MAX_INLINE_DEPTH,
  MAX_STACKS,
  TEXT_MAX_FRAMES,
  TEXT_MAX_LINES,
} from "../../io/limits";
import type { LineHandler } from "../../io/lines";
import { LossLog } from "../../io/lossLog";
import { GrowingColumn } from "../../profile/growingColumn";
import { NamedChain } from "../../profile/namedChain";
import type { NamedFrame } from "../../profile/namedCodes";
import { isElision, readCalled, readCreator, readPosition } from "./frameLine";
import { type Creator, GoroutineColumns } from "./goroutineColumns";
import { type GoroutineHeader, readHeader } from "./header";

export const WHERE = "goroutine text";

const NO_CREATOR: Creator = { func: "", place: "" };

/** A goroutine while its lines are read. */
interface Block {
  readonly header: GoroutineHeader;
  readonly frames: number[]; // -> distinct frame texts, leaf first
  creator: Creator;
  /** The line before, which is half a frame until the one with its file comes. */
  called: { readonly text: string; readonly offset: number } | null;
  /** Behind "[originating from goroutine N]:" stand the stacks of those that led to it. */
  isAncestor: boolean;
}

interface Tables {
  readonly codes: CodeTable;
  readonly given: CodeNames;
  readonly stacks: StackTable;
  readonly stack: Int32Array; // per goroutine
  readonly args: readonly ArgColumn[];
  readonly losses: Loss[];
}

/**
 * Reads goroutines out of a text into tables: a sample per goroutine. A goroutine lasts from its header to a blank line,
 * the next header or the end; everything outside (the panic's message, registers, a log) is passed over.
 */
export class GoroutineText implements LineHandler {
  readonly columns = new GoroutineColumns();
  elided = 0; // stacks whose middle the runtime left out
  readonly #texts = new Map<string, number>();
  readonly #frames: NamedFrame[] = []; // by text
  readonly #code: number[] = []; // by text; -1 for an inlined call, which is a code only together with its caller
  readonly #alone = new Map<number, number>(); // codes of inlined calls that nothing is outside of
  readonly #chain = new NamedChain({ depth: MAX_INLINE_DEPTH, lines: TEXT_MAX_LINES, stacks: MAX_STACKS });
  readonly #stack = new GrowingColumn((length) => new Int32Array(length));
  readonly #losses = new LossLog();
  readonly #decoder = new TextDecoder();
  #block: Block | null = null;

  line(bytes: Uint8Array, start: number, end: number, offset: number): void {
    const block = this.#block;
    if (block === null && bytes[start] !== LETTER_G) return;
    const text = this.#decoder.decode(bytes.subarray(start, end));
    const header = readHeader(text);
    if (header !== null) {
      this.#close();
      this.#block = { header, frames: [], creator: NO_CREATOR, called: null, isAncestor: false };
    } else if (block === null) return;
    else if (text === "") this.#close();
    else if (text.startsWith("\t")) this.#readPosition(block, text);
    else if (isElision(text)) this.elided++;
    else if (text.startsWith("[originating from goroutine ")) block.isAncestor = true;
    else {
      if (block.called !== null) this.#loseCall(block.called, "Malformed");
      block.called = { text, offset };
    }
  }

  tooLong(offset: number): void {
    this.#lose("TooLarge", offset, `a line is longer than ${LINE_MAX_BYTES} bytes, the limit`);
  }

  finish(): Tables {
    const { called = null } = this.#block ?? {};
    if (called !== null) this.#loseCall(called, "Truncated");
    this.#close();
    return {
      ...this.#chain.finish(),
      stack: this.#stack.finish(null),
      args: this.columns.finish(),
      losses: this.#losses.list(),
    };
  }

  #readPosition(block: Block, text: string): void {
    const { called } = block;
    block.called = null;
    if (called === null || block.isAncestor) return;
    const position = readPosition(text);
    const creator = readCreator(called.text);
    if (creator !== null) {
      block.creator = { func: creator, place: position === null ? "" : `${position.file}:${position.line}` };
      return;
    }
    const { func, isInlined } = readCalled(called.text);
    const frame = this.#meet(func, position?.file ?? null, position?.line ?? 0, isInlined);
    if (frame < 0) this.#lose("TooLarge", called.offset, `more distinct frames than ${TEXT_MAX_FRAMES}, the limit`);
    else if (block.frames.length === MAX_CHAIN)
      this.#lose("TooLarge", called.offset, `a stack has more than ${MAX_CHAIN} frames, the limit`);
    else block.frames.push(frame);
  }

  /** The number of a frame's text, -1 when there is no room for another one. */
  #meet(name: string, file: string | null, line: number, isInlined: boolean): number {
    const key = `${isInlined ? "inlined" : ""}\n${line}\n${file ?? ""}\n${name}`;
    const known = this.#texts.get(key);
    if (known !== undefined) return known;
    const text = this.#frames.length;
    if (text === TEXT_MAX_FRAMES) return -1;
    const frame = { module: -1, address: 0, flags: 0, name, file, line };
    this.#texts.set(key, text);
    this.#frames.push(frame);
    this.#code.push(isInlined ? -1 : this.#chain.codes.add(frame));
    return text;
  }

  #close(): void {
    const block = this.#block;
    this.#block = null;
    if (block === null) return;
    const { frames, header, creator } = block;
    const hasRoom = this.#chain.begin(frames.length);
    if (!hasRoom) this.#lose("TooLarge", 0, `more than ${MAX_STACKS} distinct stacks, the limit`);
    else for (let depth = frames.length - 1; depth >= 0; depth--) this.#append(frames[depth] as number);
    this.#stack.push(hasRoom ? this.#chain.end() : -1);
    this.columns.push(header, creator);
  }

  #append(text: number): void {
    const code = this.#code[text] as number;
    if (code >= 0) {
      this.#chain.call(code);
      return;
    }
    const frame = this.#frames[text] as NamedFrame;
    if (this.#chain.inlinedAgain(text) || this.#chain.inlined(text, frame)) return;
    const alone = this.#alone.get(text) ?? this.#chain.codes.add(frame);
    this.#alone.set(text, alone);
    this.#chain.call(alone);
  }

  /** A call without its file. What does not look like a call is a line of something else. */
  #loseCall({ text, offset }: { readonly text: string; readonly offset: number }, code: DecodeErrorCode): void {
    if (text.endsWith(")")) this.#lose(code, offset, "a call without the line of its file");
  }

  #lose(code: DecodeErrorCode, offset: number, detail: string): void {
    this.#losses.add(new DecodeError(code, WHERE, offset, detail).failure);
  }
}

const LETTER_G = 0x67;
