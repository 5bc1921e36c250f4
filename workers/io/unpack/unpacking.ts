import { DecodeError } from "../../../src/model/decodeError";
import { UNPACK_FREE_BYTES, UNPACK_HELD_BYTES, UNPACK_MAX_FILES, UNPACK_MAX_RATIO } from "../limits";
import { LossLog } from "../lossLog";

/** A file that came out of an archive. The path is only a name: nothing is ever written to it. */
export interface UnpackedFile {
  readonly path: string;
  readonly file: File;
}

/**
 * The files that come out of one archive, and how much may come. What is unpacked goes into Blobs, which the browser
 * keeps on disk when they are many, so that the worker holds UNPACK_HELD_BYTES at a time.
 */
export class Unpacking {
  readonly losses = new LossLog();
  /** A limit is reached: nothing more may come. */
  isFull = false;
  readonly #files: UnpackedFile[] = [];
  readonly #maxBytes: number;
  #path: string | null = null;
  #blobs: Blob[] = [];
  #held: Uint8Array[] = [];
  #heldBytes = 0;
  #bytes = 0;

  constructor(packedBytes: number, maxBytes: number) {
    this.#maxBytes = Math.min(maxBytes, UNPACK_FREE_BYTES + packedBytes * UNPACK_MAX_RATIO);
  }

  /** Bytes of what is written from now on belong to this file; the one before is complete. */
  begin(path: string): void {
    this.end();
    if (this.#files.length >= UNPACK_MAX_FILES) {
      throw this.#full(`more than ${UNPACK_MAX_FILES} files, the limit`);
    }
    this.#path = path;
  }

  write(bytes: Uint8Array): void {
    this.#bytes += bytes.length;
    if (this.#bytes > this.#maxBytes) {
      throw this.#full(`more than ${this.#maxBytes} bytes come out, the limit`);
    }
    this.#held.push(bytes.slice());
    this.#heldBytes += bytes.length;
    if (this.#heldBytes >= UNPACK_HELD_BYTES) this.#release();
  }

  end(): void {
    if (this.#path === null) return;
    this.#release();
    const name = this.#path.slice(this.#path.lastIndexOf("/") + 1);
    this.#files.push({ path: this.#path, file: new File(this.#blobs, name) });
    this.#blobs = [];
    this.#path = null;
  }

  /** Forget all of it: it is unpacked again from the start. */
  clear(): void {
    this.#files.length = 0;
    this.#blobs = [];
    this.#held = [];
    this.#heldBytes = 0;
    this.#bytes = 0;
    this.#path = null;
  }

  files(): readonly UnpackedFile[] {
    this.end();
    return this.#files;
  }

  #full(detail: string): DecodeError {
    this.isFull = true;
    return new DecodeError("TooLarge", "archive", 0, detail);
  }

  #release(): void {
    if (this.#heldBytes > 0) this.#blobs.push(new Blob(this.#held as Uint8Array<ArrayBuffer>[]));
    this.#held = [];
    this.#heldBytes = 0;
  }
}
