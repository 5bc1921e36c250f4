import type { NativeTimeline } from "../../model/nativeHeap";

/** What is live, sampled at equally distant moments while the time goes by. */
export class LiveTimeline {
  readonly #startNs: number;
  readonly #stepNs: number;
  readonly #moments: number;
  readonly #total: Float64Array;
  #byGroup = new Float64Array(0); // changes until finish(), group by group
  #groups = 0;

  constructor(startNs: number, endNs: number) {
    const spanNs = Math.max(0, endNs - startNs);
    this.#moments = spanNs > 0 ? MOMENTS : 1;
    this.#startNs = startNs;
    this.#stepNs = spanNs > 0 ? spanNs / (MOMENTS - 1) : 0;
    this.#total = new Float64Array(this.#moments);
  }

  change(timeNs: number, group: number, bytes: number): void {
    if (group >= this.#groups) this.#grow(group + 1);
    const at = this.#stepNs === 0 ? 0 : Math.ceil((timeNs - this.#startNs) / this.#stepNs - 1e-9);
    const moment = Math.max(0, Math.min(this.#moments - 1, at));
    this.#total[moment] += bytes;
    this.#byGroup[group * this.#moments + moment] += bytes;
  }

  finish(): NativeTimeline {
    const moments = this.#moments;
    const byGroup = this.#byGroup.slice(0, this.#groups * moments);
    for (let group = 0; group < this.#groups; group++) accumulate(byGroup, group * moments, moments);
    accumulate(this.#total, 0, moments);
    const timesNs = Float64Array.from({ length: moments }, (_, moment) => this.#startNs + moment * this.#stepNs);
    return { timesNs, total: this.#total, groups: this.#groups, byGroup };
  }

  #grow(groups: number): void {
    this.#groups = groups;
    if (groups * this.#moments <= this.#byGroup.length) return;
    const larger = new Float64Array(Math.max(groups, 2 * (this.#byGroup.length / this.#moments)) * this.#moments);
    larger.set(this.#byGroup);
    this.#byGroup = larger;
  }
}

const MOMENTS = 121;

function accumulate(values: Float64Array, from: number, length: number): void {
  for (let i = from + 1; i < from + length; i++) values[i] += values[i - 1];
}
