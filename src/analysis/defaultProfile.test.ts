import { expect, it } from "vitest";
import { defaultProfile } from "./defaultProfile";
import { exampleFile } from "./findings/examples";
import { profileFromText } from "./testing/profileFromText";

/** Sample types of one file; `timeNs` 0 is a file that states none. */
function entries(firstId: number, types: readonly string[], timeNs: number, folder = "series") {
  const pprof = { timeNs: BigInt(timeNs), defaultSampleType: types.length - 1 };
  const file = { ...exampleFile({ capture: { kind: "pprof", pprof } as never }), id: firstId, folder };
  return types.map((event, i) => ({
    id: firstId + i,
    file,
    ...profileFromText("main", { event }),
    side: null,
  }));
}

it("is the first file's default sample type, of the last one in time that came with it", () => {
  const HEAP = ["alloc_space", "inuse_space"];
  const profiles = [
    ...entries(0, HEAP, 10),
    ...entries(2, HEAP, 30),
    ...entries(4, HEAP, 20),
    ...entries(6, HEAP, 40, "elsewhere"),
    ...entries(8, ["samples", "cpu"], 50),
  ];
  expect(defaultProfile(profiles)?.id).toBe(3);
});

it("is the first event where no file states a default or a time", () => {
  const perf = entries(0, ["cycles", "faults"], 0).map((entry) => ({
    ...entry,
    file: { ...entry.file, capture: { kind: "perf.data", pprof: null } as never },
  }));
  expect(defaultProfile(perf)?.id).toBe(0);
  expect(defaultProfile([])).toBeUndefined();
});
