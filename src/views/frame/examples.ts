import { EMPTY_SESSION, exampleSession, HOSTILE_NAMES } from "../../analysis/testing/exampleSession";
import { sampledIn } from "../../analysis/testing/sampledOf";
import type { StackCapture } from "../../model/capture";
import { FLOWS, type Flow, type FunctionCode } from "../../model/disassembly";
import type { Inspection, SessionData, SessionFile } from "../../model/session";
import { RUNGS } from "../../model/stacks";

/** Addresses of the drawn profiles' codes: main calls at 0x1005, f was sampled at 0x1014 and 0x1018. */
const CALL_OF_MAIN = 0x1005;

/** A session of one capture: `main` calls a function named `name`, which is opened as instructions. */
function session(name: string, change: Partial<Inspection> = {}): SessionData {
  const drawn = exampleSession(`
    30000000      10000000
    main[lib:a]   main[lib:a]
    f[lib:a]      f[line:2][lib:a]
  `);
  const [entry] = drawn.profiles;
  const named = { ...entry.named, strings: entry.named.strings.map((text) => (text === "f" ? name : text)) };
  const capture: StackCapture = {
    kind: "perf",
    arch: "x86_64",
    facts: {},
    losses: [],
    modules: [{ path: `/opt/${name}`, buildId: "00ff", addressing: "file-offset", pid: -1, anchor: null }],
    mappings: [],
    codes: {
      length: 3,
      module: new Int32Array(3),
      address: Float64Array.of(CALL_OF_MAIN, 0x1014, 0x1018),
      flags: new Uint8Array(3),
    },
    stacks: { length: 0, prefix: new Int32Array(), frame: new Int32Array() },
    given: null,
    profiles: [entry.profile],
    perf: null,
    pprof: null,
  };
  const file: SessionFile = { ...entry.file, capture };
  return {
    ...EMPTY_SESSION,
    files: [file],
    profiles: [{ ...entry, file, named }],
    named: new Map([
      [
        file.id,
        {
          stacks: named,
          sampled: sampledIn(named, entry.profile),
          matches: [
            {
              match: "build-id",
              objectFile: 2,
              files: [{ role: "runtime", file: 2, match: "build-id" }],
            },
          ],
          moduleMs: [0],
        },
      ],
    ]),
    inspection: {
      file: file.id,
      place: { module: 0, address: 0x1014 },
      cpu: null,
      code: codeOf(name),
      failure: null,
      ...change,
    },
  };
}

const INSTRUCTIONS: readonly (readonly [text: string, size: number, flow: Flow, target: number])[] = [
  ["push\trbp", 1, "next", Number.NaN],
  ["test\tedi,edi", 3, "next", Number.NaN],
  ["je\t40101c", 4, "branch", 0x40101c],
  ["call\t401000", 4, "call", 0x401000],
  ["ret\t", 1, "return", Number.NaN],
];

/** Five instructions from 0x401010 on, of two lines; the third goes to the last, the fourth calls main. */
function codeOf(name: string): FunctionCode {
  const ends = INSTRUCTIONS.map((_, row) => INSTRUCTIONS.slice(0, row + 1).reduce((sum, [, size]) => sum + size, 0));
  const length = INSTRUCTIONS.length;
  return {
    arch: "x86_64",
    bounds: "symtab",
    start: 0x401010,
    end: 0x40101d,
    omittedBytes: 0,
    delta: 0x400000,
    instructions: {
      length,
      address: Float64Array.from(INSTRUCTIONS, ([, size], row) => 0x401010 + ends[row] - size),
      bytes: Uint8Array.from({ length: ends[length - 1] }, (_, i) => i),
      size: Uint8Array.from(INSTRUCTIONS, ([, size]) => size),
      text: INSTRUCTIONS.map(([text]) => text),
      flow: Uint8Array.from(INSTRUCTIONS, ([, , flow]) => FLOWS.indexOf(flow)),
      target: Float64Array.from(INSTRUCTIONS, ([, , , target]) => target),
      refers: new Float64Array(length).fill(Number.NaN),
    },
    lines: {
      length,
      strings: [name, "/src/a.c", "inner"],
      start: Int32Array.of(0, 1, 2, 4, 6, 7),
      func: Int32Array.of(0, 0, 2, 0, 2, 0, 0),
      file: new Int32Array(7).fill(1),
      line: Int32Array.of(10, 10, 3, 11, 3, 11, 12),
      symbol: new Int32Array(length),
      rung: new Uint8Array(length).fill(RUNGS.indexOf("dwarf")),
    },
    places: {
      length: 2,
      address: Float64Array.of(0x401000, 0x40101c),
      name: ["main", `${name}+0xc`],
      isCode: Uint8Array.of(1, 1),
    },
  };
}

/** Sessions to look at this view with. */
export const examples = {
  plain: session("f"),
  hostile: session(HOSTILE_NAMES["markup"] ?? ""),
  reading: session("f", { code: null }),
  failed: session("f", {
    code: null,
    failure: { code: "Unsupported", message: "a.out at 0x0: no machine code at 0x1014", where: "a.out", offset: 0 },
  }),
};
