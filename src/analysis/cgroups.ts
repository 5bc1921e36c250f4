import type { Profile, TextArg } from "../model/profile";

/** Paths of the control groups that a profile's samples were in; null where `perf record --all-cgroups` was not used. */
export function cgroupsOf({ args }: Pick<Profile, "args">): TextArg | null {
  const column = (name: string) => args.find((arg): arg is TextArg => arg.kind === "string" && arg.name === name);
  // the second name is that of the field where a tracepoint has an argument with the first
  return column("sample.cgroup") ?? column("cgroup") ?? null;
}

const FNV_OFFSET = 0x811c9dc5;
const FNV_PRIME = 0x01000193;

/**
 * A control group in the filter and in the page's address: a checksum of its path (FNV-1a, 32 bits). The same in every
 * profile and file, and tells no name. The kernel's own id is the inode of one boot of one machine.
 */
export function cgroupKey(path: string): number {
  let hash = FNV_OFFSET;
  for (let i = 0; i < path.length; i++) hash = Math.imul(hash ^ path.charCodeAt(i), FNV_PRIME);
  return hash >>> 0;
}
