import i18next from "i18next";
import { renderToStaticMarkup } from "react-dom/server";
import { beforeAll, describe, expect, it } from "vitest";
import { exampleSeries, exampleTrend } from "../../analysis/findings/examples";
import { findings } from "../../analysis/findings/findings";
import { EMPTY_SELECTION } from "../../analysis/testing/exampleSession";
import type { Language } from "../../i18n";
import { initTestWords } from "../../i18n/testing";
import type { SessionData } from "../../model/session";
import { formatLongDuration } from "../../ui/longDuration";
import { NO_ACTIONS } from "../view/noActions";
import { examples } from "./examples";
import { sayLimit } from "./Limit";
import Overview from "./Overview";
import { sayFinding, type Words } from "./sayFinding";

beforeAll(initTestWords);

const unused = () => undefined;

function render(session: SessionData): string {
  return renderToStaticMarkup(
    <Overview
      session={session}
      findings={findings(session)}
      actions={NO_ACTIONS}
      selection={{ ...EMPTY_SELECTION, view: "overview" }}
      select={unused}
    />,
  );
}

/** What a reader sees, without the marks that keep names apart. */
function textOf(markup: string): string {
  return markup
    .replace(/<[^>]*>/g, " ")
    .replace(/[\u2068\u2069]/g, "")
    .replace(/\s+/g, " ");
}

const words = (language: Language): Words => ({ t: i18next.getFixedT(language), language }) as Words;

describe.each(["en", "zh-CN"] as const)("in %s", (language) => {
  beforeAll(() => i18next.changeLanguage(language));

  it.each(Object.keys(examples))("shows %s", (name) => {
    const text = textOf(render(examples[name]));
    expect(text).not.toMatch(/\{\{\s*(?!name\}\})|views\.|findings\.|undefined|NaN/);
    expect(text.length).toBeGreaterThan(20);
  });

  it("shows nothing of a name that could be obeyed", () => {
    const markup = render(examples["hostile"]);
    expect(markup).not.toContain("<img");
    expect(markup).not.toMatch(/[\p{Cc}\p{Cs}\u202a-\u202e]/u);
    expect(markup).toContain(
      "&lt;img src=x onerror=alert(1)&gt;⟨202e⟩gnp.␛[31m␀⟨d800⟩&quot;&amp;{{name}}$t(app.title)",
    );
  });
});

describe("in English", () => {
  beforeAll(() => i18next.changeLanguage("en"));

  it("says the verdict first, then how fast and where", () => {
    const text = textOf(render(examples["leaking"]));
    expect(text).toContain("leakd is leaking memory: main.newSession holds 90.0% of the growth");
    expect(text).toContain("+1.00 MiB per hour");
    expect(text).toContain("95 %: +512 KiB to +2.00 MiB");
    expect(text).toContain("4.00 MiB → 48.0 MiB");
    expect(text).toContain("12 profiles over 11 min");
    expect(text).toContain("main.newSession store.go:41 +44.0 MiB 90.0%");
    expect(text).not.toContain("main.fourth");
    expect(render(examples["leaking"])).toContain('data-headline="leaking"');
  });

  it("says severity in words too", () => {
    expect(textOf(render(examples["leaking"]))).toMatch(/✕ Serious leakd: inuse_space is leaking, 1\.00 MiB per hour/);
    expect(render(examples["leaking"])).toContain('data-severity="error"');
  });

  it("profiles without times have no hours", () => {
    const text = textOf(render(examples["untimed"]));
    expect(text).toContain("per profile");
    expect(text).not.toContain("per hour");
    expect(text).toContain("2 of the same GC cycle left out");
  });

  it("shows the hottest functions and what has no name", () => {
    const text = textOf(render(examples["perf"]));
    expect(text).toContain("handle is the hottest function: 60.0% of cpu-clock");
    expect(text).toContain("handle 300 ns 60.0%");
    expect(text).toContain("a.perf.data baseline 4 0 0 0.0% 25.0%");
  });

  it("says what is missing", () => {
    expect(textOf(render(examples["unnamed"]))).toContain("Nothing can be said yet: 50.0% of the cpu-clock samples");
    expect(textOf(render(examples["binaries"]))).toContain("Add what was recorded");
    expect(textOf(render(examples["unreadable"]))).toContain("None of these files could be read");
  });

  it("says when a limit is reached", () => {
    const say = (limitGib: number, trend = exampleTrend("leaking")) =>
      sayLimit(words("en"), exampleSeries("leaking", [], { total: trend }), limitGib);
    expect(say(0)).toBe("Give a limit to see when it is reached.");
    expect(say(Number.NaN)).toBe("Give a limit to see when it is reached.");
    expect(say(1 / 32)).toBe("The live heap is already above this limit.");
    expect(say(1 / 16)).toBe("Reached in 16 h (95 %: 8 h to 32 h)");
    expect(say(1)).toBe("Reached in 41 days (95 %: 20 days to 81 days)");
    expect(say(1 / 16, exampleTrend("leaking", { slopeCi: [-1, 1000] }))).toContain("perhaps never");
    expect(say(1, exampleTrend("flat", { slopePerS: 0 }))).toBe("Not reached: the live heap does not grow.");
    expect(sayLimit(words("en"), exampleSeries("leaking", [], { timed: false }), 1)).toContain("no times");
  });
});

it("says findings in both languages, and those it does not know in the report's words", () => {
  const [growth] = findings(examples["leaking"]);
  expect(sayFinding(words("en"), growth).replace(/[\u2068\u2069]/g, "")).toBe(
    "leakd: inuse_space is leaking, 1.00 MiB per hour (95 %: 512 KiB to 2.00 MiB)",
  );
  expect(sayFinding(words("zh-CN"), growth)).toContain("正在泄漏");
  expect(sayFinding(words("zh-CN"), { ...growth, key: "words" })).toContain(growth.text);
  expect(sayFinding(words("en"), { ...growth, key: "toString" })).toContain(growth.text);
});

it("formats long times", () => {
  expect([90, 7200, 86400 * 3, 86400 * 365 * 4].map((s) => formatLongDuration(s, "en"))).toEqual([
    "90 s",
    "2 h",
    "3 days",
    "4 years",
  ]);
  expect(formatLongDuration(86400 * 3, "zh-CN")).toBe("3天");
});

it("a call site of Go's library is said with the program's function that called it", () => {
  const text = textOf(render(examples["library site"]));
  expect(text).toContain("leakd is leaking memory: fmt.Sprintf (called by main.record) holds 90.0% of the growth");
  expect(text).toContain("leakd: fmt.Sprintf (print.go:240, called by main.record) is leaking inuse_space");
  const finding = findings(examples["library site"]).find(({ key }) => key === "growthSiteLeaking");
  if (finding === undefined) throw new Error("no finding");
  expect(finding.text).toContain("fmt.Sprintf (print.go:240, called by main.record) is leaking");
  const chinese = sayFinding(words("zh-CN"), finding).replace(/[\u2068\u2069]/g, "");
  expect(chinese).toContain("fmt.Sprintf (print.go:240, 由 main.record 调用) 正在泄漏");
});
