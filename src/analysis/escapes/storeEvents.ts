import type { PerfEvent } from "../../model/capture";
import type { NumberArg, Profile, TextArg } from "../../model/profile";
import type { StoreSource } from "../../model/report";

/**
 * Which samples of a profile are stores, and to where:
 * - "data_src": the processor sampled loads and stores (`perf mem record`);
 * - "breakpoint": each write to a watched address (`mem:ADDR:w`);
 * - "first-touch": page faults with the address: the first access to a page only, which for new memory is a store.
 */
export interface StoreColumns {
  readonly source: StoreSource;
  readonly address: Float64Array; // Avma, NaN for none
  readonly isStore: (sample: number) => boolean;
}

const BP_WRITE = 2;
const FAULTS = /^(?:minor-faults|page-faults|faults)(?::|$)/;
const USER_FAULT = "exceptions:page_fault_user";
const FAULT_WRITE = 2; // bit 1 of x86's error code
const STORE = /^OP [^|]*\bSTORE\b/;

/** Null for a profile that says nothing of stores. */
export function storeColumns(profile: Profile, event: PerfEvent | undefined): StoreColumns | null {
  const address = addressesOf(profile, profile.event === USER_FAULT ? "address" : "addr");
  if (address === null) return null;
  if (((event?.attr?.breakpoint ?? 0) & BP_WRITE) !== 0) return { source: "breakpoint", address, isStore: always };
  const dataSrc = profile.args.find((arg): arg is TextArg => arg.kind === "string" && arg.name === "data_src");
  if (dataSrc?.strings.some((text) => STORE.test(text)) === true) {
    const isStoreText = dataSrc.strings.map((text) => STORE.test(text));
    return { source: "data_src", address, isStore: (sample) => isStoreText[dataSrc.values[sample]] === true };
  }
  if (FAULTS.test(profile.event)) return { source: "first-touch", address, isStore: always };
  if (profile.event !== USER_FAULT) return null;
  const code = profile.args.find((arg) => arg.name === "error_code");
  return { source: "first-touch", address, isStore: (sample) => ((code?.values[sample] ?? 0) & FAULT_WRITE) !== 0 };
}

function always(): boolean {
  return true;
}

function addressesOf({ args }: Profile, name: string): Float64Array | null {
  const arg = args.find((one): one is NumberArg => one.name === name && one.kind !== "string");
  return arg?.values ?? null;
}
