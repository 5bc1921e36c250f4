import { DecodeError } from "../../../src/model/decodeError";
import { untilNul } from "../text";
import type { Unpacking } from "./unpacking";

/**
 * A tar archive (POSIX ustar, GNU, pax), a piece at a time. Everything is in blocks of 512 bytes:
 *
 *   header { name[100] mode[8] uid[8] gid[8] size[12] mtime[12] checksum[8] type linkname[100] "ustar" … prefix[155] }
 *   the file's bytes, padded to a block
 *
 * A name that is too long for its field comes before as a file of type L (GNU) or x (pax). Links and folders hold
 * nothing and are passed over.
 */
export class TarReader {
  readonly #unpacking: Unpacking;
  readonly #header = new Uint8Array(BLOCK_BYTES);
  #headerBytes = 0;
  #left = 0; // bytes of the entry that have not come
  #padding = 0;
  #keeps = false; // the entry is a file
  #attributes: Uint8Array | null = null; // the entry is one that describes the next
  #attributesBytes = 0;
  #longName: string | null = null;
  #longSize: number | null = null;
  #offset = 0;
  #ended = false;

  constructor(unpacking: Unpacking) {
    this.#unpacking = unpacking;
  }

  write(bytes: Uint8Array): void {
    for (let at = 0; at < bytes.length && !this.#ended; ) {
      const from = at;
      if (this.#left > 0) {
        at += this.#takeContent(bytes.subarray(at, at + this.#left));
      } else if (this.#padding > 0) {
        at = Math.min(bytes.length, at + this.#padding);
        this.#padding -= at - from;
      } else {
        const part = bytes.subarray(at, at + BLOCK_BYTES - this.#headerBytes);
        this.#header.set(part, this.#headerBytes);
        this.#headerBytes += part.length;
        at += part.length;
        if (this.#headerBytes === BLOCK_BYTES) this.#begin();
      }
      this.#offset += at - from;
    }
  }

  /** Throws when the archive ends inside a file. Many lack the two empty blocks at the end: that is no damage. */
  finish(): void {
    if (this.#left > 0 || (this.#headerBytes > 0 && !this.#ended)) {
      throw new DecodeError("Truncated", "tar", this.#offset, `${this.#left} bytes of a file are missing`);
    }
  }

  #begin(): void {
    this.#headerBytes = 0;
    if (!isTar(this.#header)) {
      this.#ended = true;
      if (this.#header.every((byte) => byte === 0)) return;
      throw new DecodeError("Malformed", "tar", this.#offset, "a header's checksum does not match");
    }
    const type = String.fromCharCode(this.#header[156] as number);
    const stated = this.#number(124, 12);
    const describes = type === "L" || type === "x" || type === "K" || type === "g";
    const size = describes ? stated : (this.#longSize ?? stated);
    if (!Number.isSafeInteger(size) || size < 0) {
      throw new DecodeError("Malformed", "tar", this.#offset, "the size of a file cannot be");
    }
    if (describes && size > MAX_ATTRIBUTES_BYTES) {
      throw new DecodeError("TooLarge", "tar", this.#offset, `${size} bytes of attributes for one file`);
    }
    this.#left = HOLDS_NOTHING.has(type) ? 0 : size;
    this.#padding = -this.#left & (BLOCK_BYTES - 1);
    this.#attributes = describes ? new Uint8Array(size) : null;
    this.#attributesBytes = 0;
    if (describes) return;
    const prefix = this.#header[257] === 0x75 ? this.#text(345, 155) : ""; // "ustar"
    const path = this.#longName ?? (prefix === "" ? this.#text(0, 100) : `${prefix}/${this.#text(0, 100)}`);
    this.#longName = null;
    this.#longSize = null;
    this.#keeps = FILE_TYPES.has(type) && !path.endsWith("/");
    if (!this.#keeps) return;
    this.#unpacking.begin(path);
    if (this.#left === 0) this.#unpacking.end();
  }

  #takeContent(bytes: Uint8Array): number {
    if (this.#attributes !== null) {
      this.#attributes.set(bytes, this.#attributesBytes);
      this.#attributesBytes += bytes.length;
    } else if (this.#keeps) this.#unpacking.write(bytes);
    this.#left -= bytes.length;
    if (this.#left === 0) {
      if (this.#attributes !== null) this.#describe(this.#attributes);
      else if (this.#keeps) this.#unpacking.end();
    }
    return bytes.length;
  }

  /** GNU: the name itself. pax: lines of "length key=value\n". */
  #describe(bytes: Uint8Array): void {
    const type = this.#header[156];
    if (type === 0x4c) this.#longName = untilNul(bytes); // L
    if (type !== 0x78) return; // x
    for (const [, key, value = ""] of new TextDecoder().decode(bytes).matchAll(/\d+ (path|size)=([^\n]*)\n/g)) {
      if (key === "path") this.#longName = value;
      else this.#longSize = Number(value);
    }
  }

  #text(at: number, length: number): string {
    return untilNul(this.#header.subarray(at, at + length));
  }

  /** Octal digits; where they are too few, GNU writes 0x80 and then the number itself, most significant byte first. */
  #number(at: number, length: number): number {
    const bytes = this.#header.subarray(at, at + length);
    if (((bytes[0] as number) & 0x80) === 0) return Number.parseInt(untilNul(bytes).trim() || "0", 8);
    return bytes.subarray(1).reduce((sum, byte) => sum * 256 + byte, (bytes[0] as number) & 0x7f);
  }
}

const BLOCK_BYTES = 512;
const MAX_ATTRIBUTES_BYTES = 1 << 20;
const FILE_TYPES: ReadonlySet<string> = new Set(["0", "\0", "7"]);
const HOLDS_NOTHING: ReadonlySet<string> = new Set(["1", "2", "3", "4", "5", "6"]); // links, devices, folders

/** A header's checksum is the sum of its bytes, with spaces for the checksum itself. */
export function isTar(head: Uint8Array): boolean {
  if (head.length < BLOCK_BYTES || head[0] === 0) return false;
  let sum = 8 * 0x20;
  for (let i = 0; i < BLOCK_BYTES; i++) if (i < 148 || i >= 156) sum += head[i] as number;
  return Number.parseInt(untilNul(head.subarray(148, 156)).trim(), 8) === sum;
}
