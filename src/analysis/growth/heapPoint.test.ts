import { expect, it } from "vitest";
import { profileFromText } from "../testing/profileFromText";
import { heapPoints, siteKey, siteOfKey } from "./heapPoint";

it("adds up by leaf function, file and line, and by stack of names", () => {
  const { named, profile } = profileFromText(
    `
    10                      20                      5                       3             7
    main                    main                    main                    main          other
    f                       g                       f                       h             f
    new[file:a.go][line:3]  new[file:a.go][line:3]  new[file:a.go][line:4]  p[inl]        new[file:a.go][line:3]
    `,
    { event: "inuse_space", unit: "bytes" },
  );
  const [point] = heapPoints(named, [profile]);
  expect(point).toMatchObject({ sampleType: "inuse_space", unit: "bytes", total: 45 });
  const sites = Object.fromEntries(point.siteKeys.map((key, i) => [key, point.siteValues[i]]));
  expect(sites).toEqual({ "3\na.go\nnew": 37, "4\na.go\nnew": 5, "0\n\np": 3 }); // an inlined leaf is a site too
  const stacks = point.stackKeys.map((key, i) => [key, point.siteKeys[point.stackSites[i]], point.stackValues[i]]);
  expect(stacks).toEqual([
    ["new\nf\nmain\n", "3\na.go\nnew", 10],
    ["new\ng\nmain\n", "3\na.go\nnew", 20],
    ["new\nf\nmain\n", "4\na.go\nnew", 5],
    ["p\nh\nmain\n", "0\n\np", 3],
    ["new\nf\nother\n", "3\na.go\nnew", 7],
  ]);
});

it("keeps what has no stack, so that sites add up to the total", () => {
  const { named, profile } = profileFromText("4  6\nf");
  const [point] = heapPoints(named, [profile]);
  expect(point.total).toBe(10);
  expect(point.siteKeys.map((key) => siteOfKey(key).func)).toEqual(["f", "(no stack)"]);
});

it("site keys can be read back", () => {
  for (const site of [
    { func: "main.(*T[...]).f", file: "a b.go", line: 12 },
    { func: "f", file: null, line: 0 },
  ]) {
    expect(siteOfKey(siteKey(site))).toEqual(site);
  }
});
