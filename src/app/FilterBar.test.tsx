import i18next from "i18next";
import { renderToStaticMarkup } from "react-dom/server";
import { initReactI18next } from "react-i18next";
import { beforeAll, describe, expect, it } from "vitest";
import "../analysis/frameRules/re2";
import { cgroupKey } from "../analysis/cgroups";
import { exampleSession, exampleStacks, HOSTILE_NAME } from "../analysis/findings/examples";
import { EMPTY_SELECTION, EMPTY_SESSION } from "../analysis/testing/exampleSession";
import { exampleThreads } from "../analysis/testing/exampleThreads";
import { en } from "../i18n/en";
import { zhCN } from "../i18n/zhCN";
import { EMPTY_FILTER, type SampleFilter } from "../model/filter";
import type { SessionData } from "../model/session";
import FunctionsView from "../views/functions/FunctionsView";
import { NO_ACTIONS } from "../views/view/noActions";
import { FilterBar } from "./FilterBar";
import { clockText } from "./filterText";

beforeAll(async () => {
  await i18next.use(initReactI18next).init({
    lng: "en",
    resources: { en: { translation: en }, "zh-CN": { translation: zhCN } },
    interpolation: { escapeValue: false },
    initAsync: false,
  });
});

const DRAWN = "1000000  2000000  4000000\nmain     main     main\nf        g        h";

const CGROUPS = ["/system.slice", "/user.slice"];

function timed(comm: string): SessionData {
  const drawn = exampleStacks(DRAWN);
  const { capture } = drawn.file;
  if (capture === null || !("profiles" in capture)) throw new Error("the example has no profile");
  const [profile] = capture.profiles;
  const samples = {
    ...profile.samples,
    time: Float64Array.of(0, 1e9, 2e9),
    thread: Int32Array.of(0, 1, 1),
    cpu: Int16Array.of(0, 1, 1),
  };
  const perf = exampleThreads(
    [
      [7, 7, "server"],
      [9, 9, comm],
    ],
    2_000_000_000n,
    [
      [0, 0],
      [1, 1],
    ],
  );
  const cgroup = { name: "cgroup", kind: "string", values: Int32Array.of(0, 1, 1), strings: CGROUPS } as const;
  const profiles = [{ ...profile, samples, args: [cgroup] }];
  const file = { ...drawn.file, capture: { ...capture, perf, profiles } };
  return exampleSession([], [{ ...drawn, file }]);
}

function bar(session: SessionData, change: Partial<SampleFilter> = {}): string {
  const filter = { ...EMPTY_FILTER, ...change };
  return renderToStaticMarkup(
    <FilterBar
      session={session}
      selection={{ ...EMPTY_SELECTION, filter }}
      settled={{ filter, weight: "" }}
      onExport={() => undefined}
    />,
  );
}

describe.each(["en", "zh-CN"] as const)("in %s", (language) => {
  beforeAll(() => i18next.changeLanguage(language));

  it("leaves no word untranslated", () => {
    const cgroups = [cgroupKey("/user.slice"), 5];
    const rules = [{ kind: "show_from", pattern: "main" }] as const;
    const frames = { rules, granularity: "lines", noInlines: true } as const;
    const change = {
      processes: [7],
      threads: [9, -1],
      cpus: [-1],
      nodes: [1],
      cgroups,
      fromNs: 5,
      text: "a -b",
      ...frames,
    };
    const html = bar(timed("client"), change);
    expect(html).not.toMatch(/\bfilter\.\w+|\{\{/);
    expect(html.match(/data-chip=/g)).toHaveLength(13);
    expect(html).toContain("/user.slice");
  });
});

describe("in English", () => {
  beforeAll(() => i18next.changeLanguage("en"));

  it("offers what there is a choice of", () => {
    const html = bar(timed("client"));
    for (const part of ["process", "thread", "cpu", "node", "cgroup", "text", "timeline"])
      expect(html).toContain(`data-filter="${part}"`);
    expect(html).toContain("3 of 3 samples");
    expect(html).not.toContain("data-chip");
    expect(bar(EMPTY_SESSION)).toBe("");
    const untimed = bar(exampleSession([], [exampleStacks(DRAWN)]));
    for (const part of ["process", "thread", "cpu", "node", "cgroup", "timeline"])
      expect(untimed).not.toContain(`data-filter="${part}"`);
    expect(untimed).toContain('data-filter="text"');
  });

  it("the strip has a name, and says its range", () => {
    expect(bar(timed("client"))).toMatch(/role="slider"[^>]*aria-label="Time range"[^>]*everything, duration 2.00 s/);
    const html = bar(timed("client"), { fromNs: 500_000_000 });
    expect(html).toContain('aria-valuetext="500 ms – 2.00 s, duration 1.50 s"');
    expect(html).toContain('aria-valuenow="25"');
    expect(html).toContain("0.500000 – 2.000000");
    expect(html).toContain("2 of 3 samples");
  });

  it("a chip for each criterion, by name", () => {
    const html = bar(timed("client"), { processes: [9], text: "main -f" });
    expect(html).toMatch(/aria-label="Remove filter: Process 9 \u2068client\u2069"/);
    expect(html).toContain("Remove filter: without \u2068f\u2069");
    expect(html).toContain("Clear all");
    expect(bar(timed("client"), { processes: [9] })).not.toContain("Clear all");
    expect(bar(timed("client"), { processes: [555] })).toContain("Remove filter: Process 555");
    expect(bar(timed("client"), { processes: [555] })).toContain('data-empty="true"');
  });

  it("shows names as text, whatever they are", () => {
    const html = bar(timed(HOSTILE_NAME), { threads: [9] });
    expect(html).not.toMatch(/<img|[\p{Cc}\u202e]/u);
    expect(html).toContain("&lt;img");
  });

  it("views show what is left", () => {
    const session = timed("client");
    const shown = (change: Partial<SampleFilter>) =>
      renderToStaticMarkup(
        <FunctionsView
          session={session}
          findings={[]}
          actions={NO_ACTIONS}
          selection={{ ...EMPTY_SELECTION, filter: { ...EMPTY_FILTER, ...change } }}
          select={() => undefined}
        />,
      );
    expect(shown({})).toContain("4 of 4 functions · 7.00 ms in 3 samples");
    expect(shown({ threads: [9] })).toContain("3 of 3 functions · 6.00 ms in 2 samples");
    expect(shown({ nodes: [1] })).toContain("3 of 3 functions · 6.00 ms in 2 samples");
    expect(shown({ text: "f" })).toContain("2 of 2 functions · 1.00 ms in 1 samples");
    expect(shown({ rules: [{ kind: "focus", pattern: "^[fg]$" }] })).toContain(
      "3 of 3 functions · 3.00 ms in 2 samples",
    );
    expect(shown({ rules: [{ kind: "hide", pattern: "main" }] })).toContain("3 of 3 functions · 7.00 ms in 3 samples");
    expect(shown({ rules: [{ kind: "hide", pattern: "(" }] })).toContain("4 of 4 functions · 7.00 ms in 3 samples");
  });
});

it("the capture's clock as perf prints it", () => {
  expect(clockText(4_873_454_103_139n, 0)).toBe("4873.454103");
  expect(clockText(4_873_454_103_139n, 900_585_154)).toBe("4874.354688");
  expect(clockText(0n, 1_000)).toBe("0.000001");
});
