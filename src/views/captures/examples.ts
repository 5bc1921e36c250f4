import { exampleFile, exampleSession, exampleStacks, HOSTILE_NAME } from "../../analysis/findings/examples";
import { exampleObject } from "../../analysis/testing/exampleObject";
import type { SessionFile } from "../../model/session";

const hostileFailure = { code: "Malformed", message: HOSTILE_NAME, where: HOSTILE_NAME, offset: 0x1f4 } as const;

export const elfFile: SessionFile = exampleFile({
  name: "leakd.old",
  kind: "elf",
  capture: exampleObject({
    arch: "sw_64",
    facts: { machine: "sw_64", build_id: null, debug: [".symtab", HOSTILE_NAME], sections: 31, stripped: false },
  }),
});

const drawn = exampleStacks(
  "main[lib:/bin/leakd]  main[lib:/bin/leakd]\n?f[lib:/lib/libc.so]  g[lib:/bin/leakd]",
  {
    name: "cut.perf.data",
    status: "partial",
  },
  {
    losses: [
      {
        count: 3,
        first: { code: "Truncated", message: "record at 0x1f4: ends early", where: "record", offset: 0x1f4 },
      },
      { count: 1, first: hostileFailure },
    ],
  },
);

/** leakd was paired by its name, libc by nothing. */
export const stacks = {
  ...drawn,
  named: {
    ...drawn.named,
    matches: [
      { match: "name", objectFile: elfFile.id, files: [{ role: "runtime", file: elfFile.id, match: "name" }] },
      { match: "none", objectFile: null, files: [] },
    ] as const,
  },
};

export const decoding: SessionFile = exampleFile({
  name: "long.perf.data",
  status: "decoding",
  progress: { bytesDone: 50 * 2 ** 20, bytesTotal: 200 * 2 ** 20, startedMs: -1e9 },
});

/** Files of every status. */
export const everything = exampleSession(
  [
    elfFile,
    decoding,
    exampleFile({ name: "later.pb.gz", status: "queued", kind: null }),
    exampleFile({ name: "noise.bin", folder: "a/b", status: "failed", kind: "unknown", error: hostileFailure }),
    exampleFile({ name: HOSTILE_NAME, status: "cancelled", kind: null, chosenSide: "candidate" }),
  ],
  [stacks],
);
