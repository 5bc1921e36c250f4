import { expect, it } from "vitest";
import type { ObjectCapture } from "../../model/capture";
import type { FileRole, ModuleMatch, SessionFile } from "../../model/session";
import { exampleFile } from "../findings/examples";
import { exampleObject } from "../testing/exampleObject";
import { missingFiles } from "./missingFiles";

function missing(...objects: [FileRole, Partial<ObjectCapture>][]): string[] {
  const files: SessionFile[] = objects.map(([, change]) =>
    exampleFile({ kind: "elf", capture: exampleObject(change) }),
  );
  const match: ModuleMatch = {
    match: "name",
    objectFile: files[0]?.id ?? null,
    files: objects.map(([role], i) => ({ role, file: files[i]?.id ?? -1, match: "name" })),
  };
  return missingFiles(match, files).map(({ kind, name, buildId, units }) => `${kind} ${name} ${buildId} ${units}`);
}

const link = { name: "app.debug", crc32: 1 };
const altLink = { name: "/usr/lib/debug/.dwz/common", buildId: "abcd" };

it("is the debug file that a debug link names, until it is there", () => {
  expect(missing(["runtime", { debugLink: link, buildId: "12" }])).toEqual(["debuglink app.debug 12 0"]);
  expect(missing(["runtime", { debugLink: link }], ["debug", {}])).toEqual([]);
});

it("is the dwz file of the debug file", () => {
  expect(missing(["runtime", {}], ["debug", { altLink }])).toEqual(["alt /usr/lib/debug/.dwz/common abcd 0"]);
  expect(missing(["debug", { altLink }], ["alt", {}])).toEqual([]);
});

it("is the split units that no dropped file has", () => {
  const main = { split: { kind: "skeletons", ids: ["01", "02", "03"] } } as const;
  expect(missing(["runtime", main])).toEqual(["split  null 3"]);
  expect(missing(["runtime", main], ["split", { split: { kind: "split", ids: ["02", "07"] } }])).toEqual([
    "split  null 2",
  ]);
  expect(missing(["runtime", main], ["split", { split: { kind: "split", ids: ["01", "02", "03"] } }])).toEqual([]);
});

it("is nothing without files", () => {
  expect(missing()).toEqual([]);
});
