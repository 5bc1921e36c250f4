import type { Capture, FileKind } from "../../src/model/capture";
import type { ByteSource } from "../io/byteSource";

export interface DecodeContext {
  /** Files that belong to the one that is decoded: what was dropped in the same folder under its name and a number. */
  readonly siblings?: readonly ByteSource[];
  /** Bytes read so far; call as often as you like, the worker's edge thins it out. */
  progress(bytesDone: number, bytesTotal: number): void;
}

/** One kind of file a user can drop. Adding one is a folder here and a line in `registry.ts`. */
export interface Format {
  readonly id: FileKind;
  readonly label: string;
  /**
   * Decides from the first bytes (at least 4 KiB where the file has them); the file's name counts for source text only,
   * which has no other mark.
   */
  recognises(head: Uint8Array, name?: string): boolean;
  /** Throws DecodeError when nothing can be used; what is damaged further on becomes a Loss of the capture. */
  decode(source: ByteSource, context: DecodeContext): Promise<Capture>;
}
