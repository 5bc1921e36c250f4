import { expect, it } from "vitest";
import { EMPTY_SESSION, exampleSession } from "../testing/exampleSession";
import { dominatorRows } from "./dominatorRows";
import { heapDumpFindings } from "./findings";
import { holdHeap, holdInput } from "./holdHeap";
import { holdersOfSite } from "./ofSite";
import { heaviestBelow, holderName, nodeName, retainedAtTop, shortestWay } from "./retained";
import { heldByClass } from "./sites";
import { dumpFromText } from "./testing/dumpFromText";

function heldOf(text: string) {
  const { dump, variables } = dumpFromText(text);
  return { dump, held: holdHeap(holdInput(dump, variables)) };
}

const top = (text: string) => {
  const { dump, held } = heldOf(text);
  return retainedAtTop(dump, held, 100).map(({ name, kind, bytes }) => `${kind} ${name} ${bytes}`);
};

it("gives each root what is reached through it alone, and what several hold a row of its own", () => {
  expect(
    top(`
main.cache > a
main.other > shared
goroutine main.work > shared b
a 48 > c
c 1000
b 16
shared 100 > d
d 50
lost 8 > a`),
  ).toEqual([
    "global main.cache 1048",
    "several 100 B 150",
    "goroutine goroutine 1 main.work 16",
    "global main.other 0",
  ]);
});

it("keeps rings apart from what holds them, and garbage out of everything", () => {
  const { held } = heldOf("main.ring > a\na 8 > b\nb 8 > c\nc 8 > a\nx 64 > y\ny 64 > x");
  expect(held.reached).toEqual({ objects: 3, bytes: 24 });
  expect(held.unreached).toEqual({ objects: 2, bytes: 128 });
  const classes = heldByClass(held).map(({ elemBytes, heldBy }) => [elemBytes, holderName(held, heldBy[0].holder)]);
  expect(classes).toEqual([
    [64, "nothing (garbage)"],
    [8, "main.ring"],
  ]);
});

it("goes the shortest way, and down to where what is retained spreads", () => {
  const leaves = Array.from({ length: 20 }, (_, i) => `leaf${i} 32`);
  const { dump, held } = heldOf(
    `main.map > header\nmain.short > table\nheader 48 > table\ntable 160 > ${leaves.map((leaf) => leaf.slice(0, -3)).join(" ")}\n${leaves.join("\n")}`,
  );
  const way = shortestWay(held, 10).map((node) => nodeName(dump, held, node));
  expect(way).toEqual(["main.short", "160 B", "32 B"]);
  const spread = heaviestBelow(held, 1);
  expect(dump.objects.bytes[spread]).toBe(32);
});

it("makes one row of what is alike, and opens it", () => {
  const names = Array.from({ length: 500 }, (_, i) => `n${i}`);
  const { dump, held } = heldOf(
    `main.all > list\nlist 4096 > ${names.join(" ")} odd\n${names.map((name) => `${name} 64`).join("\n")}\nodd 128`,
  );
  const rows = dominatorRows(dump, held);
  const [all] = rows.roots;
  const [list] = rows.children(all);
  const below = rows.children(list);
  expect(below.map(({ kind, members, retained }) => [kind, members.length, retained])).toEqual([
    ["group", 500, 32_000],
    ["node", 1, 128],
  ]);
  const members = rows.children(below[0]);
  expect(members).toHaveLength(200);
  expect(members.at(-1)).toMatchObject({ kind: "rest", retained: 301 * 64 });
  expect(rows.hasChildren(members[0])).toBe(false);
});

it("says which root holds much of the heap, and nothing where none does", () => {
  const { dump, held } = heldOf("main.cache > a\nmain.x > b\na 1000\nb 100");
  const { files } = exampleSession("1\nmain");
  const capture = { kind: "go-heapdump", arch: "x86_64", facts: {}, losses: [], dump } as const;
  const session = {
    ...EMPTY_SESSION,
    files: files.map((file) => ({ ...file, name: "heap.dump", capture })),
    heapDumps: new Map([[files[0].id, { held, binary: null, variables: null }]]),
  };
  expect(heapDumpFindings(session).map(({ text, value }) => [text, value])).toEqual([
    ["heap.dump: main.cache alone holds 1000 B, 90.9 % of the heap", 1000],
  ]);
  expect(heapDumpFindings(EMPTY_SESSION)).toEqual([]);
  expect(holdersOfSite(session, { func: "main.f", file: "f.go", line: 1 })).toMatchObject([{ site: null }]);
});
