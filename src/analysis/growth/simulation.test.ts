import { expect, it } from "vitest";
import { Random, type Scenario, type SimulationOptions, simulateHeap } from "../testing/simulateHeap";
import { judgeSeries } from "./judgeSeries";

/**
 * Shares of simulated captures with a site called leaking, against the limits that they have to keep. `npm run simulate` takes
 * 1,000 captures of every row and prints the README's table; the suite takes a few of the rows marked quick. Seeds are
 * fixed; limits allow for what chance does to so many captures.
 */
const isFull = process.env["SIMULATED_CAPTURES"] !== undefined;
const CAPTURES = Number(process.env["SIMULATED_CAPTURES"] ?? 40);
const SEED = Number(process.env["SIMULATED_SEED"] ?? 20_240_607);
const TIMEOUT_MS = 10_000 + 200 * CAPTURES;
const GIB = 2 ** 30;

type Change = Partial<SimulationOptions>;

/** Of captures in which nothing leaks at most this share may have a leaking site, with a heap of 4 and of 1 GiB. */
const HEALTHY: readonly (readonly [Scenario, Change, most: number, quickGib: number | null])[] = [
  ["steady", {}, 0.01, null],
  ["steady", { survive: 0.9 }, 0.01, 4],
  ["ar", { noise: 0.05 }, 0.01, null],
  ["ar", { noise: 0.1 }, 0.01, 4],
  ["ar", { noise: 0.2 }, 0.01, null], // a fifth of every site, to and fro
  ["walk", {}, 0.01, 4],
  ["walk", { survive: 0.9 }, 0.01, null],
  ["cache", { amplitude: 0.03 }, 0.04, null],
  ["cache", { amplitude: 0.05 }, 0.04, null],
  ["cache", { amplitude: 0.1 }, 0.04, null],
  ["cache", { amplitude: 0.2 }, 0.04, 4],
  ["cache", { amplitude: 0.5 }, 0.04, null],
  ["cache", { amplitude: 0.03, survive: 0.9 }, 0.04, null],
  ["cache", { amplitude: 0.05, survive: 0.9 }, 0.04, null],
  ["cache", { amplitude: 0.1, survive: 0.9 }, 0.04, 1],
  ["cache", { amplitude: 0.2, survive: 0.9 }, 0.04, null],
  ["cache", { amplitude: 0.5, survive: 0.9 }, 0.04, null],
  ["restart", {}, 0.01, 4],
  ["restart", { survive: 0.9 }, 0.01, null],
];

/** Of planted leaks of 3 % of the heap at least this share is found. */
const LEAKING: readonly (readonly [gib: number, survive: number, least: number, isQuick: boolean])[] = [
  [4, 0, 0.99, true],
  [4, 0.9, 0.99, true],
  [1, 0, 0.84, false], // not 0.99 at these limits, whatever the test: README.md
  [1, 0.9, 0.76, false],
];

const healthy = [4, 1].flatMap((gib) =>
  HEALTHY.filter(([, , , quickGib]) => isFull || quickGib === gib).map(
    ([scenario, change, most]) => [gib, scenario, change, most] as const,
  ),
);

it.each(healthy)("%i GiB, %s %o", { timeout: TIMEOUT_MS }, (gib, scenario, change, most) => {
  const { any, total } = leakingShares(scenario, gib, change);
  expect(any).toBeLessThanOrEqual(most + chance(most));
  expect(total).toBeLessThanOrEqual(most + chance(most));
});

const leaking = LEAKING.filter(([, , , isQuick]) => isFull || isQuick);

it.each(leaking)("%i GiB, a leak, survive %d", { timeout: TIMEOUT_MS }, (gib, survive, least) => {
  expect(leakingShares("leak", gib, { survive }).planted).toBeGreaterThanOrEqual(least - chance(least));
});

interface Shares {
  readonly any: number; // captures with a leaking site
  readonly planted: number; // with site 0 among them
  readonly total: number; // whose total is leaking
}

function leakingShares(scenario: Scenario, gib: number, change: Change): Shares {
  const random = new Random(SEED);
  const options = { heapBytes: gib * GIB, survive: 0, noise: 0, amplitude: 0.03, ...change };
  let [any, planted, total] = [0, 0, 0];
  for (let i = 0; i < CAPTURES; i++) {
    const series = judgeSeries(simulateHeap(scenario, options, random));
    const sites = series.sites.filter(({ verdict }) => verdict === "leaking");
    if (sites.length > 0) any++;
    if (sites.some(({ func }) => func === "main.site0")) planted++;
    if (series.total.verdict === "leaking") total++;
  }
  if (isFull) {
    const share = ((100 * (scenario === "leak" ? planted : any)) / CAPTURES).toFixed(1);
    process.stdout.write(`simulated ${gib} GiB ${scenario} ${JSON.stringify(change)}: ${share} %\n`);
  }
  return { any: any / CAPTURES, planted: planted / CAPTURES, total: total / CAPTURES };
}

/** Three standard errors of the share; of few captures one more. */
function chance(share: number): number {
  return 3 * Math.sqrt((share * (1 - share)) / CAPTURES) + (isFull ? 0 : 1 / CAPTURES);
}
