import type { Arch } from "./arch";
import { sw64 } from "./sw64";
import { x86_64 } from "./x86_64";

const ARCHS: readonly Arch[] = [x86_64, sw64];

/** By the name that perf's HEADER_ARCH has; null for one that we cannot unwind. */
export function archNamed(name: string | null): Arch | null {
  return ARCHS.find(({ id }) => id === name) ?? null;
}

/** By e_machine. */
export function archOfMachine(machine: number): Arch | null {
  return ARCHS.find(({ elfMachines }) => elfMachines.includes(machine)) ?? null;
}
