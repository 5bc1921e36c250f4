/** Blocks that exist and whose addresses nothing tells, by process: how many of them may not have been freed yet. */
export class UnplacedBlocks {
  readonly #left = new Map<number, number>();

  add(pid: number): void {
    this.#left.set(pid, (this.#left.get(pid) ?? 0) + 1);
  }

  /** One of them is freed, if there is one. */
  take(pid: number): boolean {
    const left = this.#left.get(pid) ?? 0;
    if (left === 0) return false;
    this.#left.set(pid, left - 1);
    return true;
  }
}
