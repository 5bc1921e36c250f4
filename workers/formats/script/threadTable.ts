import type { PerfThread } from "../../../src/model/capture";
import type { ByteInterner } from "../../io/byteInterner";

/** The threads of the samples: a row per (pid, tid), called as its last sample says. */
export class ThreadTable {
  readonly #rows: { readonly pid: number; readonly tid: number; commText: number; comm: string }[] = [];
  readonly #byIds = new Map<number, number>();
  readonly #texts: ByteInterner;

  constructor(texts: ByteInterner) {
    this.#texts = texts;
  }

  /** The row of a sample's thread; pid -1 when it is not printed. Ids are below 2^25. */
  row(pid: number, tid: number, bytes: Uint8Array, commStart: number, commEnd: number): number {
    const key = (pid + 1) * 2 ** 26 + tid + 1;
    let row = this.#byIds.get(key);
    if (row === undefined) {
      row = this.#rows.push({ pid, tid, commText: -1, comm: "" }) - 1;
      this.#byIds.set(key, row);
    }
    const thread = this.#rows[row];
    const text = this.#texts.intern(bytes, commStart, commEnd);
    if (text !== thread.commText) {
      thread.commText = text;
      thread.comm = new TextDecoder().decode(bytes.subarray(commStart, commEnd));
    }
    return row;
  }

  finish(): PerfThread[] {
    return this.#rows.map(({ pid, tid, comm }) => ({ pid, tid, comm }));
  }
}
