import { expect, it } from "vitest";
import { forbidsConnections, parsePolicy, shownSources } from "./policy";
import { trafficOf } from "./traffic";

it("a policy is read directive by directive", () => {
  const policy = parsePolicy("default-src 'none'; script-src 'self' 'sha256-abc=' 'sha256-def=';; img-src data:");
  expect(policy).toEqual([
    { name: "default-src", sources: ["'none'"] },
    { name: "script-src", sources: ["'self'", "'sha256-abc='", "'sha256-def='"] },
    { name: "img-src", sources: ["data:"] },
  ]);
  expect(shownSources(policy[1]?.sources ?? [])).toEqual({ others: ["'self'"], hashes: 2 });
  expect(parsePolicy("")).toEqual([]);
});

it.each<[string, boolean]>([
  ["default-src 'none'", true],
  ["default-src 'none'; connect-src 'none'", true],
  ["default-src 'none'; connect-src 'self'", false],
  ["default-src 'self'", false],
  ["img-src 'none'", false],
  ["", false],
])("%s: connections forbidden is %s", (text, forbidden) => {
  expect(forbidsConnections(parsePolicy(text))).toBe(forbidden);
});

it("requests are told by where they went", () => {
  const entries = [
    { name: "https://host/tools/assets/a.js", transferSize: 1000 },
    { name: "https://host/tools/icon.svg", transferSize: 0 },
    { name: "https://host/tools/icon.svg?name=main.handle", transferSize: 10 },
    { name: "https://host/other", transferSize: 10 },
    { name: "https://elsewhere/tools/a.js", transferSize: 10 },
    { name: "blob:https://host/1234" },
    { name: "data:text/plain,x" },
  ];
  expect(trafficOf(entries, "https://host/tools/index.html#/captures")).toEqual({
    own: 2,
    ownBytes: 1000,
    elsewhere: ["https://host/tools/icon.svg?name=main.handle", "https://host/other", "https://elsewhere/tools/a.js"],
  });
});
