import { describe, expect, it } from "vitest";
import type { Deviation } from "../../model/deviation";
import { exampleSession } from "../findings/examples";
import { deviationPart } from "../report/deviationPart";
import { deviationFindings } from "./findings";
import { compared, onSide } from "./testing/compared";
import { type PlantedSample, planted } from "./testing/planted";

const LIMIT = 16;
const WHOLE = ["work", "main", "runtime.goexit"];
const CUT = Array.from({ length: LIMIT }, () => "descend");

/** Twenty seconds of a thread; on the candidate's side every `nth` stack is cut, 0 for none. */
function sides(nth: number, seconds = 20): Deviation {
  const of = (side: "baseline" | "candidate") => {
    const samples = Array.from({ length: 50 * seconds }, (_, i): PlantedSample => {
      const isCut = side === "candidate" && nth > 0 && i % nth === 0;
      return { thread: 1, timeNs: i * 2e7, stack: Number(isCut) };
    });
    const { capture, named } = planted([WHOLE, CUT], samples, { maxStack: LIMIT });
    return onSide(`${side}.perf.data`, capture, named, side);
  };
  return compared([of("baseline"), of("candidate")]);
}

const findingsOf = (deviation: Deviation | null) => deviationFindings({ ...exampleSession([]), deviation });

describe("findings", () => {
  it("say what is worse, by how much, and what most of it comes from", () => {
    const [worst] = findingsOf(sides(3));
    expect(worst).toMatchObject({ kind: "deviation", severity: "error", key: "deviationTruncated" });
    expect(worst?.value).toBeCloseTo(1 / 3, 2);
    expect(worst?.text).toBe(
      "33.4 % more of the stacks are cut on the candidate's side than on the baseline's (33.4 % against 0 %, perf cpu-clock) [100 %: FrameLimit @ descend (program)]",
    );
    const [low = 1, high = 0] = worst?.ci ?? [];
    expect([low < 1 / 3, high > 1 / 3]).toEqual([true, true]);
  });

  it("say that nothing can be told apart, or that too little was recorded to tell", () => {
    expect(findingsOf(sides(0)).map(({ key }) => key)).toEqual(["deviationComparable"]);
    expect(findingsOf(sides(0, 1)).map(({ key }) => key)).toEqual(["deviationUnclear"]);
    expect(findingsOf(null)).toEqual([]);
  });

  it("say that the sides were recorded in unlike ways", () => {
    const made = sides(0);
    const row = {
      rule: "call_graph",
      source: "perf cpu-clock",
      baseline: "fp",
      candidate: "dwarf",
      differs: true,
    } as const;
    const comparability = [{ ...row, severity: "error", spoils: ["truncation_rate"] }] as const;
    expect(findingsOf({ ...made, comparability }).map(({ key }) => key)).toContain("deviationUnlike");
  });
});

describe("the report", () => {
  it("has every row of the comparison in words", () => {
    const made = sides(3);
    const part = deviationPart({ ...exampleSession([]), deviation: made });
    expect(part?.metrics).toHaveLength(made.metrics.length);
    expect(part?.verdict).toMatchObject({
      state: "worse",
      metric: "truncation_rate",
      cause: { stop_reason: "FrameLimit", module: "program" },
      advice: expect.stringContaining("kernel.perf_event_max_stack"),
    });
    const missing = part?.metrics.find(({ name }) => name === "stack_top_deviation")?.missing.baseline;
    expect(missing).toEqual({
      reason: "no-dumps",
      text: "Only stack dumps tell where a stack begins: record with --call-graph dwarf,65528.",
    });
    expect(part?.published.map(({ arch, truncation_rate }) => [arch, truncation_rate])).toEqual([
      ["x86_64", 0.0037],
      ["sw_64", 0.0412],
    ]);
  });

  it("is null without two sides", () => {
    expect(deviationPart(exampleSession([]))).toBeNull();
  });
});
