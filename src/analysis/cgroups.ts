import { checksum } from "../model/checksum";
import type { Profile, TextArg } from "../model/profile";

/** Paths of the control groups that a profile's samples were in; null where `perf record --all-cgroups` was not used. */
export function cgroupsOf({ args }: Pick<Profile, "args">): TextArg | null {
  const column = (name: string) => args.find((arg): arg is TextArg => arg.kind === "string" && arg.name === name);
  // the second name is that of the field where a tracepoint has an argument with the first
  return column("sample.cgroup") ?? column("cgroup") ?? null;
}

/**
 * A control group in the filter and in the page's address: a checksum of its path. The same in every
 * profile and file, and tells no name. The kernel's own id is the inode of one boot of one machine.
 */
export function cgroupKey(path: string): number {
  return checksum(path);
}
