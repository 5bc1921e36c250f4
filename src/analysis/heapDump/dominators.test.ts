import fc from "fast-check";
import { expect, it } from "vitest";
import { dominators, type Graph } from "./dominators";

/** "R→A B, A→D": the first node is the entry. */
function graphOf(edges: readonly (readonly number[])[]): Graph {
  const edge = Int32Array.from({ length: edges.length + 1 }, (_, node) => edges.slice(0, node).flat().length);
  return { length: edges.length, edge, target: Int32Array.from(edges.flat()) };
}

/** Immediate dominators by node: -1 for the entry, -2 for what is not reached. */
function byNode(graph: Graph, entry: number): number[] {
  const { node, dominator } = dominators(graph, entry);
  const result = new Array<number>(graph.length).fill(-2);
  node.forEach((at, number) => {
    result[at] = dominator[number] < 0 ? -1 : node[dominator[number]];
  });
  return result;
}

/** By the definition: d dominates w when w cannot be reached without d; the immediate one is dominated by all others. */
function naive({ length, edge, target }: Graph, entry: number): number[] {
  const reachedWithout = (left: number): Set<number> => {
    const seen = new Set<number>();
    const todo = entry === left ? [] : [entry];
    for (let at = todo.pop(); at !== undefined; at = todo.pop()) {
      if (seen.has(at) || at === left) continue;
      seen.add(at);
      todo.push(...target.subarray(edge[at], edge[at + 1]));
    }
    return seen;
  };
  const all = reachedWithout(-1);
  const without = Array.from({ length }, (_, node) => reachedWithout(node));
  const of = (w: number): number[] => [...all].filter((d) => d !== w && !without[d].has(w));
  return Array.from({ length }, (_, w) => {
    if (!all.has(w)) return -2;
    const found = of(w);
    return found.find((d) => of(d).length === found.length - 1) ?? -1;
  });
}

it("finds the dominators of the graph in Lengauer and Tarjan's paper (figure 1)", () => {
  const names = [..."RABCDEFGHIJKL"];
  const text = "R>ABC A>D B>ADE C>FG D>L E>H F>I G>IJ H>EK I>K J>I K>RI L>H";
  const edges = names.map((name) => {
    const [, targets = ""] =
      text
        .split(" ")
        .find((part) => part.startsWith(`${name}>`))
        ?.split(">") ?? [];
    return [...targets].map((target) => names.indexOf(target));
  });
  const found = byNode(graphOf(edges), 0).map((node) => names[node] ?? "-");
  expect(found.join("")).toBe("-RRRRRCCRRGRD"); // figure 2 of the paper
});

it("agrees with the definition on any graph", () => {
  const anyGraph = fc
    .integer({ min: 1, max: 14 })
    .chain((nodes) => fc.array(fc.array(fc.nat(nodes - 1), { maxLength: 4 }), { minLength: nodes, maxLength: nodes }));
  fc.assert(
    fc.property(anyGraph, (edges) => {
      expect(byNode(graphOf(edges), 0)).toEqual(naive(graphOf(edges), 0));
    }),
    { numRuns: 400 },
  );
});

it("follows a list of a million elements without recursion, and a ladder where every node has two ways in", () => {
  const length = 1_000_000;
  const edge = Int32Array.from({ length: length + 1 }, (_, node) => Math.min(node, length - 1));
  const list = { length, edge, target: Int32Array.from({ length: length - 1 }, (_, node) => node + 1) };
  const { dominator } = dominators(list, 0);
  expect(dominator[length - 1]).toBe(length - 2);
  const rungs = 200_000;
  const start = Int32Array.from({ length: rungs + 1 }, (_, node) => Math.min(2 * node, 2 * (rungs - 2)));
  const target = Int32Array.from({ length: 2 * (rungs - 2) }, (_, i) => Math.floor(i / 2) + 1 + (i % 2));
  const ladder = dominators({ length: rungs, edge: start, target }, 0);
  expect(ladder.dominator.every((above, number) => above <= 0 || ladder.node[number] === rungs - 1)).toBe(true);
});
