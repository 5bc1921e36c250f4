import { expect, it } from "vitest";
import type { Profile } from "../model/profile";
import { stackWeights } from "./stackWeights";
import { profileFromText } from "./testing/profileFromText";
import { weighableArgs, weighedBy } from "./weighedBy";

const { named, profile: plain } = profileFromText(`
  1     1     1
  main  main  init
  f     g
`);
const profile: Profile = {
  ...plain,
  args: [
    { name: "__probe_ip", kind: "address", values: Float64Array.of(1, 2, 3) },
    { name: "size", kind: "number", values: Float64Array.of(100, 20, Number.NaN) },
    { name: "order", kind: "number", values: Float64Array.of(-1, 2, 3) },
    { name: "code_page_size", kind: "number", values: Float64Array.of(4096, 4096, 4096) },
    { name: "prev_pid", kind: "number", values: Float64Array.of(1, 2, 3) },
    { name: "tag", kind: "string", values: Int32Array.of(0, 0, 0), strings: ["a"] },
  ],
};

it("offers the numbers that add up", () => {
  expect(weighableArgs(profile).map(({ name }) => name)).toEqual(["size", "order"]);
  expect(weighableArgs(plain)).toEqual([]);
});

it("weighs stacks by the argument", () => {
  const weighed = weighedBy(profile, "size");
  expect(weighed.unit).toBe("bytes");
  expect([...stackWeights(named, weighed).self.filter((weight) => weight !== 0)]).toEqual([100, 20]);
  expect(stackWeights(named, weighed).total).toBe(120);
  expect([...weighedBy(profile, "order").samples.weight]).toEqual([-1, 2, 3]);
  expect(weighedBy(profile, "order").unit).toBe("count");
  expect([...profile.samples.weight]).toEqual([1, 1, 1]);
});

it("is the profile itself where there is nothing to weigh by, and one object per argument", () => {
  for (const name of ["", "tag", "__probe_ip", "none"]) expect(weighedBy(profile, name)).toBe(profile);
});
