import { describe, expect, it } from "vitest";
import { Random, type Scenario, type SimulationOptions, simulateHeap } from "../testing/simulateHeap";
import { judgeSeries } from "./judgeSeries";

/** Shares of simulated captures; a few of those of the README's table, to keep the suite fast. */
const CAPTURES = 40;
const DEFAULTS: SimulationOptions = { heapBytes: 4 * 2 ** 30, survive: 0, noise: 0.1, amplitude: 0.03 };

function count(
  scenario: Scenario,
  change: Partial<SimulationOptions>,
): { anyLeaking: number; planted: number; total: number } {
  const random = new Random(20_240_607);
  const counts = { anyLeaking: 0, planted: 0, total: 0 };
  for (let i = 0; i < CAPTURES; i++) {
    const { sites, total } = judgeSeries(simulateHeap(scenario, { ...DEFAULTS, ...change }, random));
    const leaking = sites.filter(({ verdict }) => verdict === "leaking");
    if (leaking.length > 0) counts.anyLeaking++;
    if (leaking.some(({ func }) => func === "main.site0")) counts.planted++;
    if (total.verdict === "leaking") counts.total++;
  }
  return counts;
}

describe("captures in which nothing leaks have no leaking site", () => {
  it.each([
    ["steady", {}],
    ["steady", { survive: 0.9 }],
    ["ar", {}],
    ["walk", {}],
    ["cache", { amplitude: 0.2 }],
    ["cache", { amplitude: 0.2, survive: 0.9 }],
    ["restart", {}],
  ] as const)("%s %o", (scenario, change) => {
    const { anyLeaking, total } = count(scenario, change);
    expect(anyLeaking).toBeLessThanOrEqual(1);
    expect(total).toBeLessThanOrEqual(1);
  });
});

it("a leak of 3 % of the heap is found", () => {
  expect(count("leak", {}).planted).toBeGreaterThanOrEqual(CAPTURES - 1);
});
