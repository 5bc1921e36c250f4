import { expect, it } from "vitest";
import { crashFailure } from "./crashFailure";
import { WorkerDied } from "./workerPool";

it.each<[unknown, string]>([
  [new RangeError("Array buffer allocation failed"), "TooLarge"], // Chromium
  [new RangeError("Invalid typed array length: 99999999999"), "TooLarge"],
  [new RangeError("invalid array length"), "TooLarge"], // Firefox
  [new Error("out of memory"), "TooLarge"],
  [new WorkerDied("the worker stopped, perhaps for lack of memory"), "TooLarge"],
  [new DOMException("it was changed", "NotReadableError"), "Changed"],
  [new TypeError("undefined is not a function"), "Bug"],
  ["text", "Bug"],
])("%s is said as %s", (error, code) => {
  const failure = crashFailure(error, "x.perf.data");
  expect(failure).toMatchObject({ code, where: "x.perf.data", offset: 0 });
  if (code !== "Changed") expect(failure.message).toContain(error instanceof Error ? error.message : String(error));
});
