/// <reference path="../virtual.d.ts" />
import { wasmBase64 } from "virtual:zstd";
import { DecodeError } from "../../src/model/decodeError";
import type { Decompressor, TakeBytes } from "./decompressor";

/**
 * Decompresses a zstd stream (RFC 8878) as it comes in, by libzstd's streaming decoder in WebAssembly. It keeps the
 * window that a frame's header asks for and refuses one of more than 128 MiB (its ZSTD_WINDOWLOG_LIMIT_DEFAULT).
 */
export class ZstdStream implements Decompressor {
  #atFrameEnd = true;
  readonly #lib: Library = library();
  readonly #context: number;
  readonly #input: number; // where pieces of the input are put for the decoder
  readonly #output: number;
  readonly #outputBytes: number;
  readonly #buffers: number; // two structs, see IN and OUT
  #failed = false;
  #closed = false;

  constructor() {
    const { malloc, ZSTD_createDCtx, ZSTD_DStreamOutSize } = this.#lib;
    this.#context = ZSTD_createDCtx();
    this.#input = malloc(INPUT_BYTES);
    this.#outputBytes = ZSTD_DStreamOutSize();
    this.#output = malloc(this.#outputBytes);
    this.#buffers = malloc(2 * BUFFER_BYTES);
  }

  /** After an error nothing more comes out. */
  push(bytes: Uint8Array, offset: number, take: TakeBytes): void {
    for (let at = 0; at < bytes.length && !this.#failed && !this.#closed; at += INPUT_BYTES) {
      this.#pushPiece(bytes.subarray(at, at + INPUT_BYTES), offset + at, take);
    }
  }

  finish(offset: number): void {
    if (!this.#atFrameEnd) throw new DecodeError("Truncated", "zstd", offset, "ends inside a frame");
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#lib.ZSTD_freeDCtx(this.#context);
    for (const pointer of [this.#input, this.#output, this.#buffers]) this.#lib.free(pointer);
  }

  #pushPiece(bytes: Uint8Array, offset: number, take: TakeBytes): void {
    const { memory, ZSTD_decompressStream } = this.#lib;
    const [input, output] = [this.#buffers, this.#buffers + BUFFER_BYTES];
    new Uint8Array(memory.buffer).set(bytes, this.#input);
    setBuffer(memory, input, this.#input, bytes.length);
    for (;;) {
      setBuffer(memory, output, this.#output, this.#outputBytes);
      const hint = ZSTD_decompressStream(this.#context, output, input);
      const consumed = position(memory, input);
      if (hint >>> 0 > FIRST_ERROR) {
        this.#failed = true;
        const code = (-hint | 0) === WINDOW_TOO_LARGE ? "TooLarge" : "Malformed";
        throw new DecodeError(code, "zstd", offset + consumed, ERRORS[-hint | 0] ?? `libzstd says error ${-hint | 0}`);
      }
      this.#atFrameEnd = hint === 0;
      const produced = position(memory, output);
      if (produced > 0) take(new Uint8Array(memory.buffer, this.#output, produced));
      // A full output means that more may be waiting inside.
      if (consumed === bytes.length && produced < this.#outputBytes) return;
    }
  }
}

const MAGIC = [0x28, 0xb5, 0x2f, 0xfd];

export function isZstd(head: Uint8Array): boolean {
  return MAGIC.every((byte, i) => head[i] === byte);
}

const INPUT_BYTES = 1 << 17;

/** ZSTD_inBuffer and ZSTD_outBuffer: pointer, size, pos, each a size_t of 32 bits. */
const BUFFER_BYTES = 12;

/** A size_t above it is minus an error code (lib/common/error_private.h, lib/zstd_errors.h). */
const FIRST_ERROR = 2 ** 32 - 120;
const WINDOW_TOO_LARGE = 16;
const ERRORS: Readonly<Record<number, string>> = {
  10: "does not begin a zstd frame",
  14: "a frame feature that is not supported",
  [WINDOW_TOO_LARGE]: "the frame's window is larger than 128 MiB",
  20: "the data are damaged",
  22: "the frame's checksum does not match",
  30: "the dictionary is damaged",
  32: "compressed with a dictionary, which is not here",
  64: "not enough memory",
};

interface Library {
  readonly memory: WebAssembly.Memory;
  malloc(bytes: number): number;
  free(pointer: number): void;
  ZSTD_createDCtx(): number;
  ZSTD_freeDCtx(context: number): number;
  ZSTD_DStreamOutSize(): number;
  ZSTD_decompressStream(context: number, output: number, input: number): number;
}

let loaded: Library | null = null;

/** Compiled at first use. Synchronous, because records are handled so; only a page's main thread may not do that. */
function library(): Library {
  if (loaded === null) {
    const wasm = Uint8Array.from(atob(wasmBase64), (character) => character.charCodeAt(0));
    // Memory may move when it grows: views of it are made where they are used.
    const imports = { env: { emscripten_notify_memory_growth: () => undefined } };
    const { exports } = new WebAssembly.Instance(new WebAssembly.Module(wasm), imports);
    loaded = exports as unknown as Library;
  }
  return loaded;
}

function setBuffer({ buffer }: WebAssembly.Memory, at: number, pointer: number, size: number): void {
  const view = new DataView(buffer, at, BUFFER_BYTES);
  view.setUint32(0, pointer, true);
  view.setUint32(4, size, true);
  view.setUint32(8, 0, true);
}

function position({ buffer }: WebAssembly.Memory, at: number): number {
  return new DataView(buffer, at, BUFFER_BYTES).getUint32(8, true);
}
