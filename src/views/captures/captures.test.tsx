import i18next from "i18next";
import { renderToStaticMarkup } from "react-dom/server";
import { beforeAll, describe, expect, it } from "vitest";
import { CLEAN } from "../../analysis/captureCheck/examples";
import { exampleFile, exampleSession, exampleStacks } from "../../analysis/findings/examples";
import { EMPTY_SELECTION } from "../../analysis/testing/exampleSession";
import { exampleThreads } from "../../analysis/testing/exampleThreads";
import { exampleUnwound } from "../../analysis/unwinding/examples";
import { initTestWords } from "../../i18n/testing";
import type { SessionData, SessionFile } from "../../model/session";
import { NO_ACTIONS } from "../view/noActions";
import { paceOf } from "../view/ProgressLine";
import Captures from "./Captures";
import { decoding, elfFile, everything, stacks } from "./examples";
import { Facts } from "./Facts";
import { Modules, moduleRows } from "./Modules";
import { StackQuality } from "./StackQuality";

beforeAll(initTestWords);

const recordedFacts = { ...exampleThreads([]), events: CLEAN.events, recording: CLEAN.recording };

const unused = () => undefined;

function render(session: SessionData): string {
  return renderToStaticMarkup(
    <Captures
      session={session}
      findings={[]}
      actions={NO_ACTIONS}
      selection={{ ...EMPTY_SELECTION, view: "captures" }}
      select={unused}
    />,
  );
}

function rowOf(markup: string, { name }: SessionFile): string {
  return markup.split(/<tbody(?= data-file)/).find((row) => row.startsWith(` data-file="${name}"`)) ?? "";
}

const textOf = (markup: string) =>
  markup
    .replace(/<[^>]*>/g, " ")
    .replace(/[\u2068\u2069]/g, "")
    .replace(/\s+/g, " ");

describe.each(["en", "zh-CN"] as const)("in %s", (language) => {
  beforeAll(() => i18next.changeLanguage(language));

  it("shows files of every status", () => {
    const markup = render(everything);
    for (const { status } of everything.files) expect(markup).toContain(`data-status="${status}"`);
    expect(textOf(markup)).not.toMatch(/views\.|undefined|NaN/);
  });

  it("shows how far stack dumps could be followed and what to do", () => {
    const { file, named } = exampleUnwound();
    const shown = (capture: typeof file.capture) =>
      capture !== null && "stacks" in capture ? <StackQuality capture={capture} named={named} /> : null;
    const markup = renderToStaticMarkup(shown(file.capture));
    expect(textOf(markup)).not.toMatch(/views\.|undefined|NaN|\{\{/);
    expect(markup).toMatch(/data-figure="complete">.*?<dd>40.0% \(2\)/);
    expect(markup).toMatch(/data-module="libc.so" data-stop="NoUnwindInfo".*libc\.so.*40.0%/);
    expect(textOf(markup)).toContain("--call-graph dwarf,32768");
    const before = renderToStaticMarkup(shown(exampleUnwound(null).file.capture));
    expect(before).toContain(`data-module="tree"`);
    expect(before).not.toContain("data-figure");
  });

  it("shows nothing of a name that could be obeyed", () => {
    const { capture } = elfFile;
    const markup = [
      render(everything),
      renderToStaticMarkup(<Modules session={everything} file={stacks.file} />),
      renderToStaticMarkup(<Facts facts={capture?.facts ?? {}} />),
    ].join("");
    expect(markup).not.toContain("<img");
    // an attribute for tests holds the name as it is; nothing else does
    const seen = markup.replace(/ data-file="[^"]*"/g, "");
    expect(seen).not.toMatch(/[\p{Cc}\p{Cs}\u202a-\u202e]/u);
    expect(seen).toContain("⟨202e⟩gnp.␛[31m␀⟨d800⟩");
  });

  it("says where nothing was dropped", () => {
    expect(render(exampleSession([]))).toContain('data-view="captures"');
  });
});

describe("in English", () => {
  beforeAll(() => i18next.changeLanguage("en"));

  it("a row has what the file is, its side and its actions", () => {
    const row = rowOf(render(everything), stacks.file);
    expect(textOf(row)).toContain("cut.perf.data perf.data 1,000 B x86_64 Automatic: Baseline Baseline Candidate");
    expect(row).toContain('data-action="remove"');
    expect(row).not.toContain('data-action="cancel"');
    expect(rowOf(render(everything), decoding)).toContain('data-action="cancel"');
  });

  it("warnings name the problem, the place, the offset in hex and the count", () => {
    const text = textOf(rowOf(render(everything), stacks.file));
    expect(text).toContain("the data ends too early in record, and 1 more");
    expect(text).toContain("Truncated the data ends too early record at 0x1f4: ends early record 0x1f4 3");
  });

  it("a chosen side stays chosen", () => {
    const file = exampleFile({ chosenSide: "candidate" });
    const row = rowOf(render(exampleSession([file])), file);
    expect(row).toMatch(/data-side="candidate"/);
    expect(row).toMatch(/<option value="candidate" selected="">Candidate/);
  });

  it("progress: bytes, rate, time left", () => {
    expect(textOf(rowOf(render(everything), decoding))).toMatch(/50\.0 MiB of 200 MiB · .*\/s · .* left/);
    expect(paceOf({ bytesDone: 100, bytesTotal: 400, startedMs: 1000 }, 3000)).toEqual({ bytesPerS: 50, leftS: 6 });
    expect(paceOf({ bytesDone: 100, bytesTotal: 400, startedMs: 1000 }, 1100)).toBeNull();
    expect(paceOf({ bytesDone: 0, bytesTotal: 400, startedMs: 0 }, 9000)).toBeNull();
    expect(paceOf({ bytesDone: 500, bytesTotal: 400, startedMs: 0 }, 1000)?.leftS).toBe(0);
  });

  it("modules: how they were paired, what is doubtful, what to drop", () => {
    const { capture } = stacks.file;
    if (capture === null || !("modules" in capture)) throw new Error("no stacks");
    expect(moduleRows(everything, stacks.file, capture, stacks.named)).toMatchObject([
      { name: "leakd", match: "name", object: "leakd.old", isWeak: true, frames: 3, functionShare: 1 },
      { name: "libc.so", match: "none", object: null, isWeak: false, frames: 1, functionShare: 0, missingShare: 0.25 },
    ]);
    const text = textOf(renderToStaticMarkup(<Modules session={everything} file={stacks.file} />));
    expect(text).toContain("if it is another build, names are wrong");
    expect(text).toContain("Drop libc.so (build id not known) to name 25.0% more");
  });

  it("facts by the format's own names", () => {
    const text = textOf(renderToStaticMarkup(<Facts facts={elfFile.capture?.facts ?? {}} />));
    expect(text).toContain("machine sw_64");
    expect(text).toContain("stripped no");
    expect(text).not.toContain("build_id"); // null: the file does not say
  });

  it("the capture check: counted in a line, each finding with its command; nothing where nothing fires", () => {
    const checked = (arch: string) => {
      const { file } = exampleStacks("main", { name: "checked.perf.data" }, { arch, perf: recordedFacts });
      return rowOf(render(exampleSession([file])), file);
    };
    expect(checked("x86_64")).not.toContain("data-check");
    const text = textOf(checked("sw_64"));
    expect(text).toContain("Capture check: serious: 1 · notes: 1");
    expect(text).toMatch(/Serious SW64.*s kernel ends .* 1\.1% of the user chains/);
    expect(text).toContain("perf record -e cpu-clock -F 999 --call-graph dwarf,32768 -p PID -- sleep 30");
    expect(text).toContain("Article The article explains wrong stacks");
  });

  it("a row is small enough for 500 of them, and 40 are made at once", () => {
    const markup = render(exampleSession(Array.from({ length: 50 }, (_, i) => exampleFile({ name: `heap-${i}` }))));
    expect(markup.split("data-file=")).toHaveLength(1 + 40);
    expect(markup.match(/<\w/g)?.length ?? 0).toBeLessThan(40 * 24);
  });
});
