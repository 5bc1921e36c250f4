import fc from "fast-check";
import { expect, it } from "vitest";
import { csv } from "./download";
import { formatBytes, formatChange, formatCount, formatDuration, formatNs, formatShare, formatWeight } from "./format";
import { frameAt, frameBeside, ROW_PX } from "./icicleDrawing";
import { stackedAreas } from "./stackedAreas";
import { sortRows } from "./Table";
import { longHex } from "./useColours";
import { isolatedText, visibleText } from "./visibleText";

it("formats figures", () => {
  expect([0, 512, 1023, 1024, 49438189, 5 * 2 ** 40, -2048].map((bytes) => formatBytes(bytes, "en"))).toEqual([
    "0 B",
    "512 B",
    "1,023 B",
    "1.00 KiB",
    "47.1 MiB",
    "5.00 TiB",
    "-2.00 KiB",
  ]);
  expect(formatBytes(2047 * 2 ** 40, "en")).toBe("2,047 TiB");
  expect([850, 1234567, 4.5e9, 3600e9].map((ns) => formatNs(ns, "en"))).toEqual([
    "850 ns",
    "1.23 ms",
    "4.50 s",
    "3,600 s",
  ]);
  expect(formatCount(1234567, "zh-CN")).toBe("1,234,567");
  expect([0, 0.0001, 0.1234, 1, -0.0001].map((share) => formatShare(share, "en"))).toEqual([
    "0.0%",
    "<0.1%",
    "12.3%",
    "100.0%",
    ">−0.1%",
  ]);
  expect([0.25, 9, 75, 130, 3600, 9000].map((s) => formatDuration(s, "en"))).toEqual([
    "0.3 s",
    "9 s",
    "75 s",
    "2 min 10 s",
    "60 min",
    "2 h 30 min",
  ]);
  expect(formatWeight(2048, "bytes", "en")).toBe("2.00 KiB");
  expect(formatWeight(2048, "count", "en")).toBe("2,048");
  expect(formatChange(2048, "bytes", "en")).toBe("+2.00 KiB");
});

it("shows what would be obeyed", () => {
  expect(visibleText("main.handle")).toBe("main.handle");
  expect(visibleText("a\0b\x1b[31m\x7f")).toBe("a␀b␛[31m␡");
  expect(visibleText("a\u202eb\u200bc\ud800d")).toBe("a⟨202e⟩b⟨200b⟩c⟨d800⟩d");
  expect(visibleText("函数🦀")).toBe("函数🦀");
  expect(isolatedText("x")).toBe("\u2068x\u2069");
});

it("leaves nothing to obey, whatever the name", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 0xffff })), (codes) => {
      const name = String.fromCharCode(...codes);
      expect(/\p{Cc}|[\u202a-\u202e\u2066-\u2069]/u.test(visibleText(name))).toBe(false);
    }),
  );
});

it("writes CSV that a spreadsheet does not run", () => {
  const text = csv([
    ["a,b", 1.5, 'say "x"'],
    ["=HYPERLINK(1)", -2, "-x"],
    ["＝1+1", "\n=1", "a\n=1"],
  ]);
  expect([...text].join("")).toBe(`\ufeff"a,b",1.5,"say ""x"""\r\n'=HYPERLINK(1),-2,'-x\r\n'＝1+1,"'\n=1","a\n=1"\r\n`);
});

it("stacks areas so that the last edge is the sum", () => {
  const edges = stackedAreas([
    [1, 2],
    [-3, 1],
    [4, -5],
  ]).map(({ low, high }) => [[...low], [...high]]);
  expect(edges).toEqual([
    [
      [0, 0],
      [1, 2],
    ],
    [
      [-2, 2],
      [1, 3],
    ],
    [
      [-2, -2],
      [2, 3],
    ],
  ]);
});

it("sorts rows by a column, equal ones as they came", () => {
  const columns = [{ id: "n", title: "", width: "", sortValue: (row: { n: number }) => row.n, cell: () => null }];
  const rows = [{ n: 1 }, { n: 3 }, { n: 1, later: true }, { n: 2 }];
  expect(sortRows(rows, columns, { column: "n", descending: true })).toEqual([rows[1], rows[3], rows[0], rows[2]]);
  expect(sortRows(rows, columns, { column: "n", descending: false })).toEqual([rows[0], rows[2], rows[3], rows[1]]);
  expect(sortRows(rows, columns, { column: "?", descending: false })).toBe(rows);
});

it("finds the frame at a place and beside another", () => {
  //  0: 0──────100
  //  1: 0──60  2: 60─80
  const depths = [0, 1, 1];
  const depthOf = (node: number) => depths[node];
  const frames = {
    length: 3,
    node: Int32Array.of(0, 1, 2),
    x: Float64Array.of(0, 0, 60),
    width: Float64Array.of(100, 60, 20),
  };
  expect(frameAt(frames, depthOf, 70, ROW_PX * 0.5)).toBe(0);
  expect(frameAt(frames, depthOf, 70, ROW_PX * 1.5)).toBe(2);
  expect(frameAt(frames, depthOf, 90, ROW_PX * 1.5)).toBe(-1);
  const go = (node: number, key: string) => frameBeside(frames, depthOf, node, key);
  expect([go(0, "ArrowDown"), go(1, "ArrowRight"), go(2, "ArrowLeft"), go(2, "ArrowUp"), go(2, "ArrowRight")]).toEqual([
    1, 2, 1, 0, 2,
  ]);
  expect([go(-1, "ArrowDown"), go(0, "x"), go(-1, "x")]).toEqual([0, null, null]);
});

it("colours have six digits, however the build has shortened them", () => {
  expect(longHex("#fff")).toBe("#ffffff");
  expect(longHex("#1aF")).toBe("#11aaFF");
  expect(longHex("#12ab9f")).toBe("#12ab9f");
  expect(longHex("system-ui, sans-serif")).toBe("system-ui, sans-serif");
});
