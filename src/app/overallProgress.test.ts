import { expect, it } from "vitest";
import { exampleFile } from "../analysis/findings/examples";
import type { FileStatus, Progress, SessionFile } from "../model/session";
import { beginReading, readingProgress, unwindingProgress } from "./overallProgress";

function file(id: number, status: FileStatus, sizeBytes: number, bytesDone: number | null = null): SessionFile {
  const progress: Progress | null = bytesDone === null ? null : { bytesDone, bytesTotal: 1000, startedMs: 100 * id };
  return { ...exampleFile({ name: `${id}`, status, sizeBytes, progress }), id };
}

it("a reading counts the bytes of its own files, however far each has got", () => {
  const reading = beginReading([file(1, "ok", 5000), file(2, "queued", 100), file(3, "queued", 200)], 7);
  const later = [
    file(1, "ok", 5000), // was there before
    file(2, "partial", 100),
    file(3, "decoding", 200, 50),
    file(4, "queued", 1000), // dropped meanwhile
    file(5, "failed", 9e9),
    file(6, "cancelled", 9e9, 10),
  ];
  expect(readingProgress(later, reading)).toEqual({ bytesDone: 150, bytesTotal: 1300, startedMs: 7 });
});

it("a file that unpacks to more than its size is not done before it is", () => {
  const reading = beginReading([], 0);
  expect(readingProgress([file(1, "decoding", 200, 900)], reading).bytesDone).toBe(200);
});

it("unwinding counts the bytes of all captures that are unwound at the moment", () => {
  expect(unwindingProgress([file(1, "ok", 5000), file(2, "decoding", 100, 50)])).toBeNull();
  expect(unwindingProgress([file(3, "ok", 9, 400), file(2, "ok", 9, 100), file(1, "decoding", 9, 1)])).toEqual({
    bytesDone: 500,
    bytesTotal: 2000,
    startedMs: 200,
  });
});
