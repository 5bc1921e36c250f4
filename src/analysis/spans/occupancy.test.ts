import { expect, it } from "vitest";
import { occupancy } from "./occupancy";
import { livesOf } from "./testing/livesOf";

it("live spans with room for several objects are counted by how many they have", () => {
  // Size class 2 noscan (16 B, 512 to a page), class 0 (one large object), a freed span, one whose objects are unknown.
  const lives = {
    ...livesOf("0 1 0 -", "1 1 0 -", "2 1 0 -", "3 4 0 -", "7 1 0 5", "8 1 0 -"),
    spanclass: Int16Array.of(5, 5, 5, 0, 5, 5),
  };
  const objectsLive = Int32Array.of(512, 1, 0, 1, 3, -1);
  const traced = { row: new Int32Array(6), objectsLive, objectsMost: objectsLive, begun: 0, found: 0 };
  expect(occupancy({ lives, traced })).toEqual({
    spans: 3,
    objects: 513,
    slots: 3 * 512,
    bytes: 3 * 8192,
    wastedBytes: (511 + 512) * 16,
    ofOne: { spans: 1, bytes: 8192 },
    empty: { spans: 1, bytes: 8192 },
  });
  expect(occupancy({ lives, traced: null })).toBeNull();
});
