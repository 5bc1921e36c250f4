import { expect, it } from "vitest";
import { exampleFile } from "../analysis/findings/examples";
import type { SavedFile, SavedSession } from "../model/savedSession";
import type { SessionFile } from "../model/session";
import { forgetSavedVariables, savedVariablesOf, withSavedChoices } from "./savedChoices";

const variables = {
  file: 0,
  bias: 0,
  length: 1,
  address: Float64Array.of(8),
  bytes: Float64Array.of(8),
  name: ["main.cache"],
};

function saved(name: string, choices: Partial<SavedFile>): SavedFile {
  const { folder, sizeBytes, batch, kind, chosenSide, error, stageFailures, capture } = exampleFile({ name });
  return { name, folder, sizeBytes, batch, status: "ok", kind, chosenSide, error, stageFailures, capture, ...choices };
}

const session: SavedSession = {
  app: "",
  hash: "#/overview",
  files: [
    saved("leakd", { lineLength: 4 }),
    saved("x.dump", { variables }),
    saved("x.perf.data", { spanRoles: { e: null } }),
  ],
  choices: {
    addressText: "0x1",
    pteLayout: "core4",
    deviationOptions: {
      limits: { a: 1, b: 2 },
      rules: [
        ["f", "g"],
        ["h", "i"],
      ],
    },
  },
};
const opened = [11, 12, 13].map((id): SessionFile => ({ ...exampleFile({}), id }));

const NONE = {
  lineLengths: new Map<number, number>(),
  spanRoles: new Map(),
  addressText: "",
  pteLayout: "core3",
  deviationOptions: { limits: {}, rules: [] },
} as const;

it("a session brings its choices, by the files that it becomes", () => {
  expect(withSavedChoices(NONE, session, opened)).toEqual({
    ...session.choices,
    lineLengths: new Map([[11, 4]]),
    spanRoles: new Map([[13, { e: null }]]),
  });
  expect(savedVariablesOf(12)).toEqual({ variables, binary: 11 });
  forgetSavedVariables(new Set([11, 13]));
  expect(savedVariablesOf(12)).toBeUndefined();
});

it("what has been chosen in the page stays", () => {
  const before = {
    lineLengths: new Map([[1, 8]]),
    spanRoles: new Map([[2, {}]]),
    addressText: "0x2",
    pteLayout: "article",
    deviationOptions: { limits: { a: 7 }, rules: [["f", "x"]] },
  } as const;
  expect(withSavedChoices(before, session, opened)).toEqual({
    lineLengths: new Map([
      [1, 8],
      [11, 4],
    ]),
    spanRoles: new Map([
      [2, {}],
      [13, { e: null }],
    ]),
    addressText: "0x2",
    pteLayout: "article",
    deviationOptions: {
      limits: { a: 7, b: 2 },
      rules: [
        ["f", "x"],
        ["h", "i"],
      ],
    },
  });
});

it("a session of version 1 changes nothing of what is chosen", () => {
  const { choices: _, ...older } = session;
  expect(withSavedChoices({ ...NONE, addressText: "0x2" }, { ...older, files: [saved("x", {})] }, opened)).toEqual({
    ...NONE,
    addressText: "0x2",
  });
});
