import fc from "fast-check";
import { expect, it } from "vitest";
import { inFileOrder, naturalOrder } from "./fileOrder";
import { exampleSession } from "./testing/exampleSession";

it("names are in the order in which people number them", () => {
  const names = ["heap-10.pb", "heap-2.pb", "heap-02b.pb", "heap", "a9", "a10b1", "a10"];
  expect(names.sort(naturalOrder)).toEqual(["a9", "a10", "a10b1", "heap", "heap-02b.pb", "heap-2.pb", "heap-10.pb"]);
});

it("files have one order, however they came: folder, name, size", () => {
  const [file] = exampleSession("1\nmain").files;
  const ordered = [
    { ...file, id: 4, folder: "", name: "z" },
    { ...file, id: 2, folder: "a", name: "2", sizeBytes: 5 },
    { ...file, id: 3, folder: "a", name: "2", sizeBytes: 40 },
    { ...file, id: 1, folder: "a", name: "10" },
  ];
  fc.assert(
    fc.property(fc.shuffledSubarray(ordered, { minLength: ordered.length }), (dropped) => {
      expect(inFileOrder(dropped)).toEqual(ordered);
    }),
  );
});
