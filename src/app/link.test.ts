import { expect, it } from "vitest";
import { EMPTY_SELECTION } from "../analysis/testing/exampleSession";
import type { Selection, SessionFile } from "../model/session";
import { hashOfSelection, selectionOfHash } from "./hash";
import { linkedSide, linkOf, withWords, wordsOf } from "./link";

const selection: Selection = {
  ...EMPTY_SELECTION,
  view: "functions",
  profile: 2,
  search: "secret search",
  func: "secret.func&x=1",
  weight: "secret_arg",
  filter: { ...EMPTY_SELECTION.filter, threads: [7], text: "secret.text -é" },
};
const files = [
  { name: "secret.perf.data", chosenSide: "candidate" },
  { name: "other.data", chosenSide: null },
] as unknown as readonly SessionFile[];

const address = hashOfSelection(selection);

it("has no word of a capture unless it is asked for", () => {
  const link = linkOf(address, selection, files, false);
  expect(link).toMatch(/^#\/functions\?profile=2&tid=7&v=1&sides=\d+c$/);
  expect(wordsOf(selection)).toEqual(["secret.text -é", "secret search", "secret.func&x=1", "secret_arg"]);
  expect(wordsOf(EMPTY_SELECTION)).toEqual([]);
  expect(linkOf(hashOfSelection(EMPTY_SELECTION), EMPTY_SELECTION, [], true)).toBe("#/?v=1");
});

it("gives back the words when it was asked for them, and the sides", () => {
  const link = linkOf(address, selection, files, true);
  expect(withWords(link, selectionOfHash(link, EMPTY_SELECTION))).toEqual({
    ...selectionOfHash(address, selection),
    search: selection.search,
    func: selection.func,
    weight: selection.weight,
  });
  expect(linkedSide("secret.perf.data")).toBe("candidate");
  expect(linkedSide("other.data")).toBeNull();
});

it("of a newer version only the view is taken", () => {
  const link = "#/functions?profile=2&v=2&func=x";
  expect(withWords(link, selectionOfHash(link, EMPTY_SELECTION))).toEqual({ view: "functions" });
});

it("that somebody made up is no harm", () => {
  const link = `#/functions?v=1&func=${"x".repeat(9999)}&sides=1b,x,99999999999c,<b>`;
  expect(withWords(link, {}).func).toHaveLength(1000);
  expect(linkedSide("anything")).toBeNull();
});
