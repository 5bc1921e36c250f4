import { expect, it } from "vitest";
import { icicleLayout, mergeStacks } from "./icicleLayout";
import { stackWeights } from "./stackWeights";
import { profileFromText } from "./testing/profileFromText";

const { named, profile } = profileFromText(
  `
  10           5            20    1
  main[line:1] main[line:2] init  main[line:1]
  f            f                  g
`.replace(/(\[line:\d\]) /g, "$1  "),
);
const merged = mergeStacks(named, stackWeights(named, profile));

function frames(root: number, width: number, minWidth: number): string[] {
  const { length, node, x, width: widths } = icicleLayout(merged).visible(root, width, minWidth);
  return Array.from({ length }, (_, i) => `${nameOf(node[i])}/${merged.depth[node[i]]} ${x[i]}+${widths[i]}`);
}

function nameOf(node: number): string {
  return named.strings[named.funcs.name[merged.func[node]]];
}

const nodeOf = (name: string) =>
  Array.from({ length: merged.length }, (_, node) => node).find((node) => nameOf(node) === name) ?? -1;

it("takes the code addresses of a function together", () => {
  expect(
    Array.from({ length: merged.length }, (_, node) => [nameOf(node), merged.weight[node], merged.self[node]]),
  ).toEqual([
    ["main", 16, 0],
    ["f", 15, 15],
    ["init", 20, 20],
    ["g", 1, 1],
  ]);
});

it("lays out heaviest first and leaves out what is too narrow", () => {
  expect(frames(-1, 36, 0)).toEqual(["init/0 0+20", "main/0 20+16", "f/1 20+15", "g/1 35+1"]);
  expect(frames(-1, 36, 2)).toEqual(["init/0 0+20", "main/0 20+16", "f/1 20+15"]);
});

it("zooms: callers and the node take the whole width", () => {
  expect(frames(nodeOf("f"), 100, 0.5)).toEqual(["main/0 0+100", "f/1 0+100"]);
  expect(frames(nodeOf("main"), 32, 0.5)).toEqual(["main/0 0+32", "f/1 0+30", "g/1 30+2"]);
});

it("shows nothing where there is nothing", () => {
  const empty = profileFromText("0\nmain");
  const none = mergeStacks(empty.named, stackWeights(empty.named, empty.profile));
  expect(none.length).toBe(0);
  expect(icicleLayout(none).visible(-1, 100, 0.5).length).toBe(0);
});
