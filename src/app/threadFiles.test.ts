import { expect, it } from "vitest";
import type { DroppedFile } from "./files";
import { joinThreadFiles } from "./threadFiles";

function dropped(path: string, text: string): DroppedFile {
  const at = path.lastIndexOf("/");
  return { file: new File([text], path.slice(at + 1)), folder: path.slice(0, Math.max(0, at)) };
}

it("gives the parts of a --threads folder to its data file, in the order of their numbers", async () => {
  const files = await joinThreadFiles([
    dropped("a/data.10", ""),
    dropped("a/data", "PERFILE2..."),
    dropped("a/data.2", ""),
    dropped("b/data", "PERFILE2..."),
    dropped("c/data.0", ""),
    dropped("d/data", "no perf.data"),
    dropped("d/data.1", ""),
  ]);
  expect(files.map(({ file, folder, siblings }) => [folder, file.name, siblings?.map(({ name }) => name)])).toEqual([
    ["a", "data", ["data.2", "data.10"]],
    ["b", "data", []],
    ["c", "data.0", []],
    ["d", "data", []],
    ["d", "data.1", []],
  ]);
});
