import { expect, it } from "vitest";
import { EMPTY_FILTER } from "../model/filter";
import type { ArgColumn } from "../model/profile";
import { sampleMask } from "./filter";
import "./frameRules/re2";
import { labelCriterion, tagCriterion } from "./labelFilter";
import { profileFromText } from "./testing/profileFromText";

const bytes: ArgColumn = {
  name: "bytes",
  kind: "number",
  values: Float64Array.of(512, 1024, 10240, Number.NaN),
  labelUnit: "",
};
const job: ArgColumn = { name: "job", kind: "string", values: Int32Array.of(0, 1, -1, 0), strings: ["Upload", "sync"] };

const chosen = (word: string) => {
  const fits = labelCriterion([bytes, job], word);
  return fits && [0, 1, 2, 3].filter(fits);
};

it.each([
  ["bytes=512", [0]],
  ["bytes=1kb", [1]],
  ["bytes=1kb:10kb", [1, 2]],
  ["bytes=1KB:", [1, 2]],
  ["bytes=:1kb", [0, 1]],
  ["job=up", [0, 3]],
  ["job=", [0, 1, 3]],
])("%s", (word, samples) => {
  expect(chosen(word)).toEqual(samples);
});

it.each(["size=512", "bytes=big", "bytes=", "bytes=1xb", "bytes=12 13", "=512", "bytes"])(
  "%s asks no label",
  (word) => {
    expect(chosen(word)).toBeNull();
  },
);

it.each([
  ["bytes=512b", [0]],
  ["bytes=512", [0]], // pprof wants a unit
  ["bytes=1kb:10kb", [1, 2]],
  [":1024bytes", [0, 1]], // without a key: numbers of any label
  ["10KB:", [2]],
  ["bytes=1ms:", []],
  ["bytes=512b:10ms", []],
  ["job=Up", [0, 3]],
  ["job=up", []], // an expression, with case
  ["job=^s,load$", [0, 1, 3]], // with a key: any of them
  ["job:Up,load$", [0, 3]], // without one: all of them, in key:value
  ["job:Up,sync", []],
  ["size=1kb:", []],
])("tagfocus=%s", (pattern, samples) => {
  const fits = tagCriterion([bytes, job], pattern);
  expect([0, 1, 2, 3].filter((sample) => fits?.(sample))).toEqual(samples);
});

it("units of labels: amounts are compared in bytes or nanoseconds, else as they are", () => {
  const column = (name: string, labelUnit: string): ArgColumn => ({
    ...bytes,
    kind: "number",
    name,
    labelUnit,
    values: Float64Array.of(3),
  });
  const fits = (arg: ArgColumn, pattern: string) => tagCriterion([arg], pattern)?.(0);
  expect(fits(column("size", "kilobytes"), "3kb")).toBe(true);
  expect(fits(column("size", "kilobytes"), "3")).toBe(true);
  expect(fits(column("wait", "milliseconds"), "2000us:0.003s")).toBe(true);
  expect(fits(column("wait", "milliseconds"), ":2ms")).toBe(false);
  expect(fits(column("depth", ""), "-5:3")).toBe(true);
  expect(tagCriterion([job], "job=(")).toBeNull();
});

it("as a word of the filter, wanted or not; any other word is looked for in the stacks", () => {
  const { named, profile } = profileFromText("1     1     1     1\nmain  main  main  a=b");
  const mask = (text: string) => {
    const filter = { ...EMPTY_FILTER, text };
    return [...(sampleMask({ ...profile, args: [bytes, job] }, named, null, filter) ?? [])];
  };
  expect(mask("bytes=1kb:")).toEqual([0, 1, 1, 0]);
  expect(mask("-bytes=1kb:")).toEqual([1, 0, 0, 1]);
  expect(mask("bytes=:1kb job=sync main")).toEqual([0, 1, 0, 0]);
  expect(mask("a=b")).toEqual([0, 0, 0, 1]);
});
