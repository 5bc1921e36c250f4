import { expect, it } from "vitest";
import { exampleSession, exampleStacks } from "../../analysis/findings/examples";
import { EMPTY_SELECTION } from "../../analysis/testing/exampleSession";
import { filterOfTime, inTime } from "./mapTime";

const window = { fromNs: 0, toNs: 400, fromPlace: 1, toPlace: 9 };
const TIMES = Float64Array.of(0, 100, 200, 300, 400);

it("points of the time line are a time of the map, at the same addresses", () => {
  expect(inTime(window, TIMES, [1, 3])).toEqual({ fromNs: 100, toNs: 300, fromPlace: 1, toPlace: 9 });
  expect(inTime(window, TIMES, [0, 4])).toBe(window);
  expect(inTime(window, TIMES, null)).toBe(window);
});

it("the map's time is the filter of its capture's profiles, without what another capture was filtered by", () => {
  const session = exampleSession([], [exampleStacks("1\nmain"), exampleStacks("1\nmain")]);
  const [one, two] = session.profiles;
  const filter = { ...EMPTY_SELECTION.filter, threads: [7], text: "main" };
  const change = (entry: typeof one) =>
    filterOfTime(session, { ...EMPTY_SELECTION, profile: one.id, filter }, entry, {
      ...window,
      fromNs: 99.5,
      toNs: 300.2,
    });
  expect(change(one)).toMatchObject({
    view: "functions",
    profile: one.id,
    filter: { threads: [7], fromNs: 99, toNs: 301 },
  });
  expect(change(two)).toMatchObject({ profile: two.id, filter: { threads: [], text: "main", fromNs: 99, toNs: 301 } });
});
