import type { ChainCounts } from "../../../src/model/capture";
import { CODE_GUEST, CODE_KERNEL, type StackTable } from "../../../src/model/stacks";
import type { AddressTable } from "./addressTable";

/** PERF_MAX_STACK_DEPTH, the value of kernel.perf_event_max_stack unless somebody changed it. */
const DEFAULT_MAX_STACK = 127;

/** How long every distinct chain is: all of its addresses, and those of user mode. */
export class ChainShape {
  readonly #depth: Uint16Array;
  readonly #userDepth: Uint16Array;

  constructor(chains: StackTable, addresses: AddressTable) {
    this.#depth = new Uint16Array(chains.length);
    this.#userDepth = new Uint16Array(chains.length);
    for (let row = 0; row < chains.length; row++) {
      const caller = chains.prefix[row] as number;
      const isUser = (addresses.flags(chains.frame[row] as number) & (CODE_KERNEL | CODE_GUEST)) === 0;
      this.#depth[row] = 1 + (caller < 0 ? 0 : (this.#depth[caller] as number));
      this.#userDepth[row] = (isUser ? 1 : 0) + (caller < 0 ? 0 : (this.#userDepth[caller] as number));
    }
  }

  /** Of the samples with these chains (-1: none). `maxStack` 0 stands for the system's limit. */
  counts(chainOfSample: Int32Array, maxStack: number): ChainCounts {
    const limit = maxStack === 0 ? DEFAULT_MAX_STACK : maxStack;
    let [user, oneUserFrame, atLimit] = [0, 0, 0];
    for (const chain of chainOfSample) {
      if (chain < 0) continue;
      const userFrames = this.#userDepth[chain] as number;
      if (userFrames > 0) user++;
      if (userFrames === 1) oneUserFrame++;
      if ((this.#depth[chain] as number) >= limit) atLimit++;
    }
    return { user, oneUserFrame, atLimit };
  }
}
