import type { PerfThread } from "../../../src/model/capture";

/** The threads of a recording: a row per (pid, tid), in the order in which they are first met. */
export class ThreadTable {
  readonly #rows: { readonly pid: number; readonly tid: number; comm: string; named: boolean }[] = [];
  readonly #byPid = new Map<number, Map<number, number>>();
  #lastPid = Number.NaN;
  #lastTid = Number.NaN;
  #lastRow = -1;

  /** Thread id of the row that was asked for last. */
  get tid(): number {
    return this.#lastTid;
  }

  row(pid: number, tid: number): number {
    if (pid === this.#lastPid && tid === this.#lastTid) return this.#lastRow;
    let threads = this.#byPid.get(pid);
    if (threads === undefined) {
      threads = new Map();
      this.#byPid.set(pid, threads);
    }
    let row = threads.get(tid);
    if (row === undefined) {
      row = this.#rows.length;
      this.#rows.push({ pid, tid, comm: "", named: false });
      threads.set(tid, row);
    }
    this.#lastPid = pid;
    this.#lastTid = tid;
    this.#lastRow = row;
    return row;
  }

  comm(pid: number, tid: number, comm: string): void {
    const row = this.#rows[this.row(pid, tid)];
    if (row === undefined) return;
    row.comm = comm;
    row.named = true;
  }

  /** A new thread is called as the one that made it until it says otherwise. */
  fork(pid: number, tid: number, parentPid: number, parentTid: number): void {
    const parent = this.#rows[this.row(parentPid, parentTid)];
    const row = this.#rows[this.row(pid, tid)];
    if (row !== undefined && !row.named && parent !== undefined) row.comm = parent.comm;
  }

  /** `names`: of threads that nothing else has named, by thread id. */
  finish(names: ReadonlyMap<number, string>): PerfThread[] {
    return this.#rows.map(({ pid, tid, comm }) => ({ pid, tid, comm: comm === "" ? (names.get(tid) ?? "") : comm }));
  }
}
