import type { ProfileEntry, Selection, SessionData } from "../../model/session";
import type { SpanWindow } from "../../model/spans";
import type { PointRange } from "../../ui/chartFocus";
import { profileChange } from "../view/profileChange";

/** The time of the map, the time line below it and the filter of the capture's profiles: one clock. */

/** The window with the time of these points of the time line; itself for all of them. */
export function inTime(window: SpanWindow, timesNs: Float64Array, points: PointRange): SpanWindow {
  if (points === null || (points[0] === 0 && points[1] === timesNs.length - 1)) return window;
  return { ...window, fromNs: timesNs[points[0]], toNs: timesNs[points[1]] };
}

/** The samples of the window's time, in the views of the capture's profiles. */
export function filterOfTime(
  { profiles }: SessionData,
  selection: Selection,
  entry: ProfileEntry,
  { fromNs, toNs }: SpanWindow,
): Partial<Selection> {
  const change = profileChange(profiles, selection, entry.id);
  const filter = { ...change.filter, fromNs: Math.floor(fromNs), toNs: Math.ceil(toNs) };
  return { ...change, filter, view: "functions" };
}
