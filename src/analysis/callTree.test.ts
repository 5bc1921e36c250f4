import { expect, it } from "vitest";
import type { NamedStacks } from "../model/stacks";
import { type CallNode, callTree, callTreeParts } from "./callTree";
import { stackWeights } from "./stackWeights";
import { profileFromText } from "./testing/profileFromText";

const { named, profile } = profileFromText(`
  10    5     2     1
  main  main  main  init
  f     f     g
  g     f
  f
`);
const weights = stackWeights(named, profile);

/** A tree as indented lines "name weight self". */
function draw(options: Parameters<typeof callTreeParts>[2], names: NamedStacks = named, given = weights): string[] {
  const tree = callTree(names, callTreeParts(names, given, options));
  const lines: string[] = [];
  const add = (nodes: readonly CallNode[], indent: string) => {
    for (const node of nodes) {
      lines.push(`${indent}${names.strings[names.funcs.name[node.func]]} ${node.weight} ${node.self}`);
      const children = tree.children(node);
      expect(node.hasChildren).toBe(children.length > 0);
      add(children, `${indent}  `);
    }
  };
  add(tree.roots, "");
  return lines;
}

const funcOf = (name: string) => [...named.funcs.name].findIndex((id) => named.strings[id] === name);

it("top-down: what each function calls, heaviest first", () => {
  expect(draw({ inverted: false, focus: null })).toEqual([
    "main 17 0",
    "  f 15 0",
    "    g 10 0",
    "      f 10 10",
    "    f 5 5",
    "  g 2 2",
    "init 1 1",
  ]);
});

it("bottom-up: who called the functions that use the weight", () => {
  expect(draw({ inverted: true, focus: null })).toEqual([
    "f 15 15",
    "  g 10 0",
    "    f 10 0",
    "      main 10 0",
    "  f 5 0",
    "    main 5 0",
    "g 2 2",
    "  main 2 0",
    "init 1 1",
  ]);
});

it("focus on a recursive function counts each stack once, both ways up", () => {
  expect(draw({ inverted: false, focus: funcOf("f") })).toEqual(["f 15 0", "  g 10 0", "    f 10 10", "  f 5 5"]);
  expect(draw({ inverted: true, focus: funcOf("f") })).toEqual([
    "f 15 0",
    "  g 10 0",
    "    f 10 0",
    "      main 10 0",
    "  f 5 0",
    "    main 5 0",
  ]);
  expect(draw({ inverted: true, focus: funcOf("g") })).toEqual(["g 12 0", "  f 10 0", "    main 10 0", "  main 2 0"]);
});

it("shows only what the profile has, and differences in full", () => {
  const drawn = profileFromText("0     6     -6\nmain  main  main\na     b     c");
  const lines = draw({ inverted: false, focus: null }, drawn.named, stackWeights(drawn.named, drawn.profile));
  expect(lines).toEqual(["main 0 0", "  b 6 6", "  c -6 -6"]);
});
