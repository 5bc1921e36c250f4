import {
  exampleFile,
  exampleSeries,
  exampleSession,
  exampleSite,
  exampleStacks,
  exampleTrend,
  HOSTILE_NAME,
} from "../../analysis/findings/examples";
import { exampleObject } from "../../analysis/testing/exampleObject";
import type { SessionData } from "../../model/session";

/** Sessions that the overview is shown with. */
export const examples: Readonly<Record<string, SessionData>> = {
  leaking: exampleSession(
    [exampleFile({ kind: "pprof", name: "heap-00.pb.gz" })],
    [],
    [
      exampleSeries("leaking", [
        exampleSite("main.newSession", "leaking"),
        exampleSite("main.logLine", "suspected", { line: 0, shareOfGrowth: 0.08 }),
        exampleSite("main.cache", "flat", { file: null, shareOfGrowth: 0.02 }),
        exampleSite("main.fourth", "flat", { shareOfGrowth: 0.001 }),
      ]),
      exampleSeries("leaking", [], { sampleType: "inuse_objects", unit: "count" }),
    ],
  ),
  "library site": exampleSession(
    [exampleFile({ kind: "pprof", name: "heap-00.pb.gz" })],
    [],
    [
      exampleSeries("leaking", [
        exampleSite("fmt.Sprintf", "leaking", {
          file: "/usr/lib/go/src/fmt/print.go",
          line: 240,
          stack: ["fmt.Sprintf", "main.record", "main.main", "runtime.main"],
        }),
      ]),
    ],
  ),
  untimed: exampleSession(
    [exampleFile()],
    [],
    [exampleSeries("suspected", [], { timed: false, mergedPoints: 2, restarts: [3] })],
  ),
  shrinking: exampleSession(
    [exampleFile()],
    [],
    [
      exampleSeries("flat", [exampleSite("f", "flat", { last: 0 })], {
        total: exampleTrend("flat", { slopePerS: -1, slopeCi: [-2, 1] }),
      }),
    ],
  ),
  perf: exampleSession(
    [],
    [exampleStacks("300      100      50     50\nmain     main     main   ?raw\nhandle   parse    gc")],
  ),
  unnamed: exampleSession([], [exampleStacks("3       1\n?main   main")]),
  unreadable: exampleSession([
    exampleFile({
      status: "failed",
      error: { code: "Truncated", message: "header at 0x0: the file is empty", where: "header", offset: 0 },
    }),
  ]),
  binaries: exampleSession([
    exampleFile({
      kind: "elf",
      capture: exampleObject({ buildId: "12ab" }),
    }),
  ]),
  reading: exampleSession([exampleFile({ status: "decoding", kind: null })]),
  nothing: exampleSession([]),
  hostile: exampleSession(
    [
      exampleFile({
        name: HOSTILE_NAME,
        error: { code: "Malformed", message: HOSTILE_NAME, where: HOSTILE_NAME, offset: 9 },
      }),
    ],
    [exampleStacks("main\nf", { name: HOSTILE_NAME }, {}, { event: HOSTILE_NAME })],
    [
      exampleSeries("leaking", [exampleSite(HOSTILE_NAME.repeat(50), "leaking", { file: HOSTILE_NAME })], {
        program: HOSTILE_NAME,
      }),
    ],
  ),
};
