import { expect, it } from "vitest";
import { exampleFile } from "./findings/examples";
import { SourceFiles } from "./sourceFiles";

const source = (path: string) => {
  const at = path.lastIndexOf("/");
  return exampleFile({ name: path.slice(at + 1), folder: path.slice(0, Math.max(0, at)), kind: "source" });
};

const files = [
  source("store.go"),
  source("demo/cache/store.go"),
  source("demo/queue/store.go"),
  source("demo/queue/main.go"),
  exampleFile({ name: "tree.c", kind: "source", status: "failed" }),
];
const sources = new SourceFiles(files);
const found = (path: string): string | null => {
  const match = sources.find(path);
  return match === null ? null : `${match.file.folder}/${match.file.name} ${match.tail} +${match.others}`;
};

it.each([
  ["/home/ci/build/demo/queue/store.go", "demo/queue/store.go 3 +0"],
  ["/other/queue/./x/../store.go", "demo/queue/store.go 2 +0"],
  ["C:\\work\\demo\\cache\\store.go", "demo/cache/store.go 3 +0"],
  ["/somewhere/store.go", "/store.go 1 +2"],
  ["main.go", "demo/queue/main.go 1 +0"],
  ["/demo/queue/other.go", null],
  ["xstore.go", null],
  ["tree.c", null],
  ["", null],
])("%s", (path, expected) => {
  expect(found(path)).toBe(expected);
});

it("knows when there are none", () => {
  expect(new SourceFiles([exampleFile()]).isEmpty).toBe(true);
  expect(sources.isEmpty).toBe(false);
});
