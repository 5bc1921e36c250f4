import { groupPlace } from "../../analysis/goroutines/findings";
import { isRuntimeFrame } from "../../analysis/goroutines/waitReason";
import type { GoroutineFrame, GoroutineGroup, GoroutineSeries } from "../../model/goroutines";

/** A line of the table. */
export interface GroupRow {
  readonly key: string;
  readonly group: GoroutineGroup;
  readonly creator: string; // of most, "" when not known
  readonly reason: string; // of most, "" when not known
  readonly stands: GoroutineFrame; // the first frame that is not the runtime's
  readonly searched: string;
}

export function groupRows({ groups }: GoroutineSeries): readonly GroupRow[] {
  return groups.map((group, index) => {
    const { creators, reasons, stack, labels } = group;
    const words = [
      ...creators.flatMap(({ func, place }) => [func, place]),
      ...reasons.map(({ text }) => text),
      ...stack.flatMap((frame) => [frame.func, placeOf(frame)]),
      ...labels.map(({ text }) => text),
    ];
    return {
      key: `group ${index}`,
      group,
      creator: creators[0]?.func ?? "",
      reason: reasons[0]?.text ?? "",
      stands: stack.find(({ func }) => !isRuntimeFrame(func)) ?? stack[0] ?? NO_FRAME,
      searched: words.join("\n").toLowerCase(),
    };
  });
}

const NO_FRAME: GoroutineFrame = { func: "?", file: null, line: 0 };

export function searchRows(rows: readonly GroupRow[], search: string): readonly GroupRow[] {
  const wanted = search.trim().toLowerCase();
  return wanted === "" ? rows : rows.filter(({ searched }) => searched.includes(wanted));
}

/** "server.go:120"; the whole path is said on hover. */
export function placeOf({ file, line }: Pick<GoroutineFrame, "file" | "line">): string {
  if (file === null) return "";
  const name = file.slice(file.lastIndexOf("/") + 1);
  return line > 0 ? `${name}:${line}` : name;
}

/** What the chart calls a group. */
export function labelOf({ group, reason }: GroupRow): string {
  const { func } = groupPlace(group);
  return reason === "" ? func : `${func} (${reason})`;
}
