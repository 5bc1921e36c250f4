import type { SeriesInput } from "../growth/series";

/**
 * Heap series with known truth: what the sampling of 512 KiB shows of 200 call sites over 30 snapshots. The live bytes
 * of the sites are drawn per scenario; a snapshot then counts samples, and a count times 512 KiB is what the profile
 * says. `survive` is the share of sampled objects still alive, and thus still sampled, one snapshot later: 0 redraws
 * every count (short-lived objects), 0.9 lets a count's error last (sessions, caches).
 */
export const SCENARIOS = ["steady", "ar", "walk", "cache", "restart", "leak"] as const;
export type Scenario = (typeof SCENARIOS)[number];

export interface SimulationOptions {
  readonly heapBytes: number;
  readonly survive: number;
  readonly noise: number; // "ar": standard deviation of a site's level, as a share of it
  readonly amplitude: number; // "cache", "leak": growth of site 0 as a share of the heap
}

export const SIMULATED = { points: 30, sites: 200, period: 512 * 1024, secondsApart: 60 } as const;

/** One capture of 30 snapshots; site 0 is the one that leaks or fills. */
export function simulateHeap(scenario: Scenario, options: SimulationOptions, random: Random): SeriesInput {
  const { points, sites, period } = SIMULATED;
  const restarts = scenario === "restart" ? [points / 2] : [];
  const shares = heapShares(sites, random);
  const siteValues = new Float64Array(sites * points);
  const totals = new Float64Array(points);
  for (let site = 0; site < sites; site++) {
    const level = LEVELS[scenario](shares[site] * options.heapBytes, site, options, random);
    // What leaks is never freed, so it stays sampled, unless counts are redrawn anyway.
    const survive = scenario === "leak" && site === 0 && options.survive > 0 ? 1 : options.survive;
    const seen = sampled(level, survive, restarts, random);
    siteValues.set(seen, site * points);
    for (let i = 0; i < points; i++) totals[i] += seen[i];
  }
  return {
    program: "simulated",
    sampleType: "inuse_space",
    unit: "bytes",
    fileIds: Array.from({ length: points }, (_, i) => i),
    timesNs: Array.from({ length: points }, (_, i) => BigInt(i * SIMULATED.secondsApart) * 1_000_000_000n),
    timed: true,
    mergedPoints: 0,
    restarts,
    judged: restarts.length > 0 ? [restarts[0], points] : [0, points],
    totals,
    sites: Array.from({ length: sites }, (_, i) => ({
      func: `main.site${i}`,
      file: "main.go",
      line: i + 1,
      stack: [`main.site${i}`, "main.main"],
      quantum: period,
    })),
    siteValues,
    allocated: null,
    totalQuantum: period,
  };
}

/** Live bytes of a site at every snapshot. */
const LEVELS: Record<
  Scenario,
  (base: number, site: number, options: SimulationOptions, random: Random) => Float64Array
> = {
  steady: (base) => levels(() => base),
  ar: (base, _, { noise }, random) => {
    let deviation = random.normal();
    return levels(() => {
      const level = base * (1 + noise * deviation);
      deviation = 0.9 * deviation + Math.sqrt(1 - 0.81) * random.normal();
      return level;
    });
  },
  walk: (base, _, { heapBytes }, random) => {
    let walked = 0;
    return levels(() => {
      const level = base + walked;
      walked += (random.normal() * 0.002 * heapBytes) / Math.sqrt(SIMULATED.points - 1);
      return level;
    });
  },
  cache: (base, site, { heapBytes, amplitude }, random) => {
    const windows = 0.5 + random.uniform() / 2; // its time constant
    return levels((share) => (site === 0 ? amplitude * heapBytes * -Math.expm1(-share / windows) : base));
  },
  // A new process fills its heap within about one snapshot.
  restart: (base) => levels((_, i) => (i === SIMULATED.points / 2 ? base / 2 : base)),
  leak: (base, site, { heapBytes, amplitude }) =>
    levels((share) => base + (site === 0 ? amplitude * heapBytes * share : 0)),
};

function levels(at: (share: number, i: number) => number): Float64Array {
  const last = SIMULATED.points - 1;
  return Float64Array.from({ length: SIMULATED.points }, (_, i) => Math.max(0, at(i / last, i)));
}

/** Heavy-tailed sizes, as in real heaps: a few sites hold most of it. They add up to 1. */
function heapShares(sites: number, random: Random): number[] {
  const sizes = Array.from({ length: sites }, () => Math.exp(1.5 * random.normal()));
  const sum = sizes.reduce((total, size) => total + size, 0);
  return sizes.map((size) => size / sum);
}

function sampled(level: Float64Array, survive: number, restarts: readonly number[], random: Random): Float64Array {
  const seen = new Float64Array(level.length);
  let count = 0;
  for (let i = 0; i < level.length; i++) {
    const expected = level[i] / SIMULATED.period;
    const before = i === 0 || restarts.includes(i) ? 0 : level[i - 1] / SIMULATED.period;
    const kept = before > 0 ? Math.min(survive, expected / before) : 0;
    count = random.binomial(count, kept) + random.poisson(expected - before * kept);
    seen[i] = count * SIMULATED.period;
  }
  return seen;
}

/** Seeded random numbers: Weyl sequence with a mixing function (as in splitmix), 32 bits. */
export class Random {
  private state: number;
  constructor(seed: number) {
    this.state = seed >>> 0;
  }

  uniform(): number {
    this.state = (this.state + 0x9e3779b9) >>> 0;
    let mixed = this.state;
    mixed = Math.imul(mixed ^ (mixed >>> 16), 0x21f0aaad);
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
    return ((mixed ^ (mixed >>> 15)) >>> 0) / 2 ** 32;
  }

  normal(): number {
    return Math.sqrt(-2 * Math.log(1 - this.uniform())) * Math.cos(2 * Math.PI * this.uniform());
  }

  poisson(mean: number): number {
    if (!(mean > 0)) return 0;
    if (mean > 60) return Math.max(0, Math.round(mean + Math.sqrt(mean) * this.normal()));
    const limit = Math.exp(-mean);
    let product = this.uniform();
    let count = 0;
    for (; product > limit; count++) product *= this.uniform();
    return count;
  }

  binomial(trials: number, share: number): number {
    if (share <= 0) return 0;
    if (share >= 1) return trials;
    const deviation = Math.sqrt(trials * share * (1 - share));
    if (deviation > 6) return Math.min(trials, Math.max(0, Math.round(trials * share + deviation * this.normal())));
    let count = 0;
    for (let i = 0; i < trials; i++) if (this.uniform() < share) count++;
    return count;
  }
}
