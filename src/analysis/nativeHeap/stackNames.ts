import type { NamedStacks } from "../../model/stacks";

/** Function names of frames (-> NamedStacks.frames). */
export function stackNames({ strings, funcs, frames }: NamedStacks, rows: readonly number[]): string[] {
  return rows.map((frame) => strings[funcs.name[frames.func[frame]]]);
}
