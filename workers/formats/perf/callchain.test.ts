import { describe, expect, it } from "vitest";
import { CODE_GUEST, CODE_KERNEL, CODE_RETURN_ADDRESS } from "../../../src/model/stacks";
import { CallchainInterner } from "./callchain";

const KERNEL = -128n;
const USER = -512n;
const USER_DEFERRED = -640n;
const GUEST_KERNEL = -2176n;
const MODE_USER = 2;

function intern(chains: CallchainInterner, ...values: bigint[]): number {
  const view = new DataView(new ArrayBuffer(8 * (values.length + 1)));
  values.forEach((value, i) => {
    view.setBigUint64(8 * i, BigInt.asUintN(64, value), true);
  });
  view.setBigUint64(8 * values.length, 0x1234n, true); // the sampled instruction pointer
  return chains.internChain(view, 0, values.length, 8 * values.length, MODE_USER);
}

/** Addresses and flags of a chain, leaf first. */
function frames(chains: CallchainInterner, leaf: number): [number, number][] {
  const list: [number, number][] = [];
  const tree = chains.finish();
  for (let node = leaf; node >= 0; node = tree.prefix[node] ?? -1) {
    const address = tree.frame[node] ?? 0;
    list.push([chains.addresses.value(address), chains.addresses.flags(address)]);
  }
  return list;
}

describe("CallchainInterner", () => {
  it("takes the first address after a marker as where the processor was, the others as return addresses", () => {
    const chains = new CallchainInterner();
    const leaf = intern(chains, KERNEL, -0x1000000n, -0x2000000n, USER, 0x400100n, 0x400200n);
    expect(frames(chains, leaf)).toEqual([
      [-0x1000000, CODE_KERNEL],
      [-0x2000000, CODE_KERNEL | CODE_RETURN_ADDRESS],
      [0x400100, 0],
      [0x400200, CODE_RETURN_ADDRESS],
    ]);
  });

  it("keeps guest code apart", () => {
    const chains = new CallchainInterner();
    expect(frames(chains, intern(chains, GUEST_KERNEL, -5000n))).toEqual([[-5000, CODE_GUEST | CODE_KERNEL]]);
  });

  it("passes over zeros and over the cookie of a deferred chain", () => {
    const chains = new CallchainInterner();
    const leaf = intern(chains, USER, 0x10n, 0n, 0x20n, USER_DEFERRED, 0x777n);
    expect(frames(chains, leaf).map(([address]) => address)).toEqual([0x10, 0x20]);
  });

  it("falls back to the instruction pointer when there is no address in the chain", () => {
    const chains = new CallchainInterner();
    expect(frames(chains, intern(chains, KERNEL, USER))).toEqual([[0x1234, 0]]);
    expect(frames(chains, intern(chains))).toEqual([[0x1234, 0]]);
  });

  it("gives equal chains one row, also after growing and with other chains between", () => {
    const chains = new CallchainInterner();
    const first = intern(chains, USER, 1n, 2n, 3n);
    for (let i = 0n; i < 40_000n; i++) intern(chains, USER, i * 16n, 2n, 3n);
    expect(intern(chains, USER, 1n, 2n, 3n)).toBe(first);
    expect(intern(chains, USER, 2n, 3n)).not.toBe(first);
    expect(frames(chains, first).map(([address]) => address)).toEqual([1, 2, 3]);
  });
});
