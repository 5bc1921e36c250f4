import { expect, it } from "vitest";
import type { SessionData } from "../../model/session";
import { exampleFile } from "../findings/examples";
import { EMPTY_SESSION } from "../testing/exampleSession";
import { profileFromText } from "../testing/profileFromText";
import { holdersOfClass, spanHolders } from "./holders";
import { spanHistories } from "./spanHistories";
import { spanEvents } from "./testing/spanEvents";

const BASE = 0xc000000000;

/** Spans of 24-byte objects with pointers (2) and without (1), of 32-byte ones, and of a large object. */
const [history] = spanHistories({
  perf: {
    file: 1,
    streams: spanEvents(`
      1 init base=${BASE} pages=1 spanclass=6
      1 init base=${BASE + 8192} pages=1 spanclass=6
      1 init base=${BASE + 16384} pages=1 spanclass=7
      1 init base=${BASE + 24576} pages=1 spanclass=9
      1 free base=${BASE + 24576}
      1 init base=${BASE + 32768} pages=5 spanclass=0
    `),
    log: null,
  },
  trace: null,
});

function heapProfile(name: string, text: string, objectBytes: readonly number[]) {
  const { named, profile } = profileFromText(text, { event: "inuse_space", unit: "bytes" });
  const values = Float64Array.from(objectBytes);
  return {
    id: 0,
    file: exampleFile({ name, kind: "pprof", capture: { kind: "pprof", profiles: [], pprof: null } as never }),
    profile: { ...profile, args: [{ name: "bytes", kind: "number" as const, values }] },
    named,
    side: null,
  };
}

const session: SessionData = {
  ...EMPTY_SESSION,
  profiles: [
    heapProfile("heap-9.pb.gz", "7\nold", [24]),
    heapProfile(
      "heap-10.pb.gz",
      `
      20000       500     9000   65536
      main        main    main   main
      keep        other   gone   big
      runtime.new
      `,
      [17, 24, 32, 40000],
    ),
  ],
};

it("are the sites of the last heap profile whose objects are of a class with live spans", () => {
  if (history === undefined) throw new Error("no spans");
  const holders = spanHolders(session, history);
  expect(holders.map(({ source, func, spanclass, bytes }) => [source, func, spanclass, bytes])).toEqual([
    ["heap-profile", "big", 0, 65536],
    ["heap-profile", "keep", 6, 20000],
    ["heap-profile", "other", 6, 500],
  ]);
  expect(holders[1]?.stack).toEqual(["keep", "main"]); // from where it entered the runtime
});

it("of a class are those of its size, since a heap profile does not tell objects with pointers", () => {
  if (history === undefined) throw new Error("no spans");
  const holders = spanHolders(session, history);
  expect(holdersOfClass(holders, 7).map(({ func }) => func)).toEqual(["keep", "other"]);
  expect(holdersOfClass(holders, 9)).toEqual([]);
});
