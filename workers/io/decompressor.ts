/** Unpacks one compressed stream as it comes in. Throws DecodeError where it is damaged. */
export interface Decompressor {
  /** `offset` is where the bytes lie in the file. What `take` is given may be used again once it returns. */
  push(bytes: Uint8Array, offset: number, take: TakeBytes): void;
  /** The input is at its end: gives the rest, and throws when something is missing. */
  finish(offset: number, take: TakeBytes): void;
  /** Gives memory back. To be called in any case, after `finish` or an error. */
  close(): void;
}

export type TakeBytes = (bytes: Uint8Array) => void;
