import { exampleFile, exampleSession, exampleStacks, HOSTILE_NAME } from "../../analysis/findings/examples";
import { exampleObject } from "../../analysis/testing/exampleObject";
import type { AddressAnswer } from "../../model/addresses";
import { RUNGS } from "../../model/stacks";

/** Sessions to look at this view with. */

const binary = exampleFile({ name: "leakd", kind: "elf", capture: exampleObject({ facts: { debug: [".symtab"] } }) });

const drawn = exampleStacks("main[lib:/bin/leakd]  main[lib:/bin/leakd]\n?f[lib:/lib/libc.so]  g[lib:/bin/leakd]", {
  name: "cut.perf.data",
  chosenSide: "baseline",
});

/** leakd was found by its build id and had names for two thirds before; nothing names libc.so. */
export const stacks = {
  ...drawn,
  named: {
    ...drawn.named,
    stacks: {
      ...drawn.named.stacks,
      codeRung: drawn.named.stacks.codeRung.map((rung) =>
        rung === RUNGS.indexOf("capture") ? RUNGS.indexOf("symtab") : rung,
      ),
    },
    matches: [
      {
        match: "build-id",
        objectFile: binary.id,
        files: [{ role: "runtime", file: binary.id, match: "build-id" }],
      },
      { match: "none", objectFile: null, files: [] },
    ] as const,
    before: [{ functions: 0.32, lines: 0 }, { functions: 0, lines: 0 }, null],
  },
};

const source = exampleFile({ name: "tree.c", folder: "demo/src", kind: "source" });

const answer = (input: string, func: string): AddressAnswer => ({
  query: { input, module: null, address: 0x1340, counts: "stated" },
  module: "tree",
  rung: "dwarf",
  frames: [
    { func, file: "/build/demo/src/tree.c", line: 10, column: 0, inlined: true },
    { func: "walk", file: null, line: 0, column: 0, inlined: false },
  ],
});

export const examples = {
  plain: { ...exampleSession([binary, source], [stacks]), addresses: [answer("tree 0x1340", "mix")] },
  hostile: {
    ...exampleSession([binary, exampleFile({ name: HOSTILE_NAME, folder: HOSTILE_NAME, kind: "source" })], [stacks]),
    addresses: [answer(HOSTILE_NAME, HOSTILE_NAME)],
    addressText: HOSTILE_NAME,
  },
};
