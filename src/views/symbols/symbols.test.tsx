import i18next from "i18next";
import { renderToStaticMarkup } from "react-dom/server";
import { beforeAll, describe, expect, it } from "vitest";
import { exampleSession, HOSTILE_NAME } from "../../analysis/findings/examples";
import { EMPTY_SELECTION } from "../../analysis/testing/exampleSession";
import { initTestWords } from "../../i18n/testing";
import type { SessionData } from "../../model/session";
import { Source } from "../../ui/Source";
import { NO_ACTIONS } from "../view/noActions";
import { type CoverageRow, coverageRows, nextStep } from "./coverageRows";
import { examples } from "./examples";
import SymbolsView from "./SymbolsView";

beforeAll(initTestWords);

function render(session: SessionData): string {
  return renderToStaticMarkup(
    <SymbolsView
      session={session}
      findings={[]}
      actions={NO_ACTIONS}
      selection={EMPTY_SELECTION}
      select={() => undefined}
    />,
  );
}

const textOf = (markup: string) =>
  markup
    .replace(/<[^>]*>/g, " ")
    .replace(/[⁦⁨⁩]/g, "")
    .replace(/\s+/g, " ");

describe.each(["en", "zh-CN"] as const)("in %s", (language) => {
  beforeAll(() => i18next.changeLanguage(language));

  it("has every word", () => {
    expect(textOf(render(examples.plain))).not.toMatch(/views\.|source\.|undefined|NaN/);
    expect(textOf(render(exampleSession([])))).not.toMatch(/views\.|undefined/);
  });

  it("shows nothing of a name that could be obeyed", () => {
    const markup = render(examples.hostile);
    expect(markup).not.toContain("<img");
    // attributes for tests and the text field hold it as it is
    const seen = markup.replace(/ data-(address|source)="[^"]*"/g, "").replace(/<textarea.*?<\/textarea>/s, "");
    expect(seen).not.toMatch(/[\p{Cc}\p{Cs}‪-‮]/u);
  });
});

describe("in English", () => {
  beforeAll(() => i18next.changeLanguage("en"));

  it("coverage: before and after a file was dropped, and what to drop next", () => {
    const markup = render(examples.plain);
    const text = textOf(markup);
    expect(text).toContain("leakd Baseline 3 32.0% → 100.0% 0.0%");
    expect(text).toContain("libc.so Baseline 1 0.0%");
    expect(text).toContain("Binary: leakd (paired by build id)");
    expect(markup).toContain('data-step="debug"');
    expect(text).toContain("Lines are missing. Drop the debug file of leakd (build id not known)");
  });

  it("answers as addr2line prints them, and the source that would be shown", () => {
    const text = textOf(render(examples.plain));
    expect(text).toContain("mix at /build/demo/src/tree.c:10 (inlined by) walk at ??:?");
    expect(text).toContain("demo/src/tree.c:10");
    const without = { ...examples.plain, files: examples.plain.files.filter(({ kind }) => kind !== "source") };
    expect(textOf(render(without))).toContain("drop /build/demo/src/tree.c or the folder it is in");
  });
});

describe("what to drop next", () => {
  const [leakd] = coverageRows(examples.plain);
  const runtime = [{ role: "runtime", file: 1, match: "build-id" }] as const;
  const named = { functions: 1, lines: 1 };
  it.each([
    ["nothing is there", { files: [], functions: 0, lines: 0 }, "object"],
    ["names without lines, and no file", { files: [], functions: 1, lines: 0 }, "object"],
    ["a stripped binary", { files: runtime, functions: 0.4, lines: 0 }, "full"],
    ["symbols only", { files: runtime, functions: 1, lines: 0 }, "debug"],
    ["all there", { files: runtime, ...named }, null],
    ["the kernel", { isKernel: true, files: [], functions: 0, lines: 0 }, "kernel"],
    ["the kernel with kallsyms", { isKernel: true, files: [], functions: 1, lines: 0 }, null],
    ["memory without a file", { isAnonymous: true, functions: 0, lines: 0 }, null],
    ["addresses of no mapping", { path: "", functions: 0, lines: 0 }, null],
  ] as const)("%s", (_, change, step) => {
    if (leakd === undefined) throw new Error("no row");
    const row: CoverageRow = { ...leakd, ...change };
    expect(nextStep(row)).toBe(step);
  });
});

it("source is inert, numbered, and only the lines that are seen are in the page", () => {
  const text = `${"\tx := 1\n".repeat(100_000)}${HOSTILE_NAME}`;
  const markup = renderToStaticMarkup(<Source text={text} line={100_001} label="Source" />);
  expect(markup.length).toBeLessThan(50_000);
  expect(markup).toContain('data-line="100001"');
  expect(markup).toContain('aria-current="location"');
  expect(markup).not.toContain("<img");
  expect(markup).toContain("\tx := 1");
});
