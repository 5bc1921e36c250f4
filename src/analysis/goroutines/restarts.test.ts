import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { goroutines } from "../../../workers/formats/goroutines";
import { pprof } from "../../../workers/formats/pprof";
import { bytesSource } from "../../../workers/io/byteSource";
import { nameStacks } from "../../../workers/profile/testing/nameStacks";
import type { StackCapture } from "../../model/capture";
import { heapEntry } from "../testing/heapEntry";
import { profileFromText } from "../testing/profileFromText";
import type { GoroutineEntry } from "./goroutineFile";
import { judgeGoroutines } from "./judgeGoroutines";
import { goroutineInputs } from "./series";

const MINUTE = 60_000_000_000n;
const T0 = 1_795_450_347_063_704_678n;

/** A heap profile and one of goroutines a second later, every minute; the alloc counters are what is given. */
function rounds(allocs: readonly number[]): GoroutineEntry[] {
  return allocs.flatMap((alloc, round) => {
    const timeNs = T0 + BigInt(round) * MINUTE;
    const stacks = [{ frames: ["main.f"], space: 4096 }];
    const heap = heapEntry({ id: round, name: `heap-${round}`, timeNs, alloc: [alloc, 100 * alloc], stacks });
    const { named, profile } = profileFromText(`${10 + 20 * (round % 6)}\nmain.wait\nruntime.gopark`, {
      event: "goroutine",
      unit: "count",
    });
    const facts = { ...heap.capture.pprof, timeNs: timeNs + 1_000_000_000n } as NonNullable<StackCapture["pprof"]>;
    const capture = { ...heap.capture, profiles: [profile], pprof: facts };
    return [heap, { file: { id: 100 + round, name: `goroutine-${round}`, folder: "" }, capture, named }];
  });
}

it("heap profiles beside them say where a process was started again; the longest run is judged", () => {
  const [input, ...others] = goroutineInputs(rounds([10, 20, 30, 40, 5, 15, 25, 35, 45, 55]));
  expect(others).toEqual([]);
  expect(input.restarts).toEqual([4]);
  expect(input.judged).toEqual([4, 10]);
  const series = judgeGoroutines(input);
  expect([series.total.first, series.total.last]).toEqual([90, 70]); // of points 4 and 9
  expect(goroutineInputs(rounds([10, 20, 30, 40, 50, 60])).map(({ restarts }) => restarts)).toEqual([[]]);
});

const dump = (id: number, creator: string) =>
  `goroutine 1 [running]:\nmain.main()\n\t/srv/main.go:9 +0x1\n\ngoroutine ${id} [chan receive]:\nmain.wait()\n\t/srv/main.go:5 +0x2\ncreated by ${creator} in goroutine 1\n\t/srv/main.go:7 +0x3\n`;

async function dumps(...texts: readonly string[]): Promise<GoroutineEntry[]> {
  return Promise.all(
    texts.map(async (text, id) => {
      const source = bytesSource("dump", new TextEncoder().encode(text));
      const capture = (await goroutines.decode(source, { progress: () => undefined })) as StackCapture;
      const named = nameStacks(capture.modules, capture.codes, capture.stacks, capture.given, []);
      return { file: { id, name: `dump-${id}`, folder: "" }, capture, named };
    }),
  );
}

it("text dumps: one id of two creators is of two processes; an id that is gone says nothing", async () => {
  const [input] = goroutineInputs(
    await dumps(dump(18, "main.a"), dump(18, "main.a"), dump(18, "main.b"), dump(7, "main.a")),
  );
  expect(input.restarts).toEqual([2]);
  expect(input.judged).toEqual([2, 4]);
});

it("a goroutineleak profile of Go 1.27: the groups that its program has planted", async () => {
  const bytes = readFileSync(new URL("../../../workers/formats/pprof/fixtures/goroutineleak.pb.gz", import.meta.url));
  const capture = (await pprof.decode(bytesSource("goroutineleak", bytes), {
    progress: () => undefined,
  })) as StackCapture;
  const named = nameStacks(capture.modules, capture.codes, capture.stacks, capture.given, []);
  const [input] = goroutineInputs([{ file: { id: 0, name: "goroutineleak.pb.gz", folder: "" }, capture, named }]);
  expect(input).toMatchObject({ program: "planted", source: "goroutineleak" });
  const { groups } = judgeGoroutines(input);
  expect(
    groups.map(({ stack, reasons, leaked, last }) => {
      const own = stack.find(({ func }) => func.startsWith("main."));
      return [own?.func, own?.line, reasons[0]?.text, leaked, last];
    }),
  ).toEqual([
    ["main.receive", 12, "chan receive", 5, 5],
    ["main.send", 15, "chan send", 3, 3],
    ["main.wait", 18, "sync.WaitGroup.Wait", 2, 2],
  ]);
});
