import type { ObjectCapture } from "../../model/capture";

/** An object file that says nothing of itself but `change`. */
export function exampleObject(change: Partial<ObjectCapture> = {}): ObjectCapture {
  return {
    kind: "elf",
    arch: "x86_64",
    facts: {},
    losses: [],
    buildId: null,
    segments: [],
    hasCode: true,
    debugLink: null,
    altLink: null,
    crc32: null,
    split: null,
    ...change,
  };
}
