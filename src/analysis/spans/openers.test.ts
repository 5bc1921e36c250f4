import { expect, it } from "vitest";
import { stackNames } from "../stackWeights";
import { profileFromText } from "../testing/profileFromText";
import { openerRows } from "./openers";

it("a stack enters the runtime at its innermost function of none of the runtime's own, or else begins there", () => {
  const { named, profile } = profileFromText(`
    runtime.main       main             runtime.rt0_go
    main.keep          main.keep        runtime.schedinit
    runtime.mapassign  bytes.growSlice
    runtime.mallocgc
  `);
  const rows = openerRows(named);
  const entered = Array.from(profile.samples.stack, (row) => stackNames(named, rows[row] ?? -1));
  expect(entered).toEqual([
    ["main.keep", "runtime.main"],
    ["bytes.growSlice", "main.keep", "main"],
    ["runtime.rt0_go"],
  ]);
});
