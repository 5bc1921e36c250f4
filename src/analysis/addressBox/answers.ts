import type { AddressAnswer, AddressFrame, AddressQuery } from "../../model/addresses";
import type { ModuleNames } from "../../model/moduleNames";
import { RUNGS } from "../../model/stacks";
import { baseName } from "../baseName";
import type { AddressGroup } from "./locateAddresses";

/** The names of the groups' addresses, in the order of the lines. */
export function addressAnswers(
  queries: readonly AddressQuery[],
  groups: readonly AddressGroup[],
  names: readonly (ModuleNames | null)[],
): AddressAnswer[] {
  const answers: AddressAnswer[] = queries.map((query) => ({ query, module: "", rung: "none", frames: [] }));
  groups.forEach((group, index) => {
    const named = names[index] ?? null;
    group.rows.forEach((row, at) => {
      const query = queries[row];
      if (query === undefined) return;
      const rung = named === null ? "none" : (RUNGS[named.rung[at] ?? -1] ?? "none");
      const frames = named === null || rung === "none" ? [] : framesOf(named, at);
      answers[row] = { query, module: baseName(group.module.path), rung, frames };
    });
  });
  return answers;
}

function framesOf({ start, strings, func, file, line, column }: ModuleNames, row: number): AddressFrame[] {
  const [from = 0, to = 0] = [start[row], start[row + 1]];
  return Array.from({ length: to - from }, (_, depth) => ({
    func: strings[func[from + depth] ?? -1] ?? "??",
    file: strings[file[from + depth] ?? -1] ?? null,
    line: line[from + depth] ?? 0,
    column: column[from + depth] ?? 0,
    inlined: depth < to - from - 1,
  }));
}

/** An answer as `addr2line -fipC` prints it: the innermost function first, then the calls it was inlined into. */
export function addr2lineText({ frames }: AddressAnswer): string {
  if (frames.length === 0) return "?? ??:0";
  return frames
    .map(({ func, file, line }) => `${func} at ${file ?? "??"}:${line > 0 ? line : "?"}`)
    .join("\n (inlined by) ");
}
