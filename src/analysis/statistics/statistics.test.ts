import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Random } from "../testing/simulateHeap";
import { benjaminiHochbergLimit } from "./benjaminiHochberg";
import { driftTest } from "./drift";
import { autocorrelations, hamedRaoInflation, kendallS, kendallVariance, mannKendall, ranks } from "./mannKendall";
import { normalCdf, normalQuantile, twoSidedP } from "./normal";
import { median, quantileSorted } from "./quantile";
import { regress } from "./regression";
import { aicc, filled, fitSaturating, saturationGap } from "./saturating";
import { straightness } from "./straightness";
import { studentTwoSidedP } from "./studentT";
import { theilSen, theilSenSlope } from "./theilSen";

const steps = (n: number) => Float64Array.from({ length: n }, (_, i) => i);

describe("normal distribution", () => {
  // Python: statistics.NormalDist().cdf and inv_cdf; the far tails are math.erfc(z / sqrt(2)) / 2.
  it.each([
    [0, 0.5],
    [1, 0.8413447460685429],
    [-1.959963984540054, 0.025],
    [2.5, 0.9937903346742238],
    [-4, 3.167124183311986e-5],
    [-8, 6.22096057427174e-16],
  ])("cdf(%d)", (z, p) => {
    expect(normalCdf(z) / p).toBeCloseTo(1, 12);
  });

  it.each([
    [0.975, 1.959963984540054],
    [0.0005, -3.2905267314918945],
    [1e-9, -5.997807015007686],
    [0.5, 0],
  ])("quantile(%d)", (p, z) => expect(normalQuantile(p)).toBeCloseTo(z, 10));

  it("has infinite ends and inverts itself", () => {
    expect([normalQuantile(0), normalQuantile(1), normalQuantile(2)]).toEqual([-Infinity, Infinity, Number.NaN]);
    fc.assert(
      fc.property(fc.double({ min: 1e-12, max: 1 - 1e-12, noNaN: true }), (p) => {
        expect(normalCdf(normalQuantile(p)) / p).toBeCloseTo(1, 8);
      }),
    );
    expect(twoSidedP(Number.NaN)).toBeNaN();
  });
});

// Student 1908 and every table since: t(0.975) of 1, 4, 10, 28 degrees of freedom; 0.9995 of 9 and 28.
it.each([
  [12.706, 1, 0.05],
  [2.776, 4, 0.05],
  [2.228, 10, 0.05],
  [2.048, 28, 0.05],
  [4.781, 9, 0.001],
  [3.674, 28, 0.001],
])("Student's t = %d with %d degrees of freedom", (t, freedom, p) => {
  expect(studentTwoSidedP(t, freedom) / p).toBeCloseTo(1, 2);
  expect(studentTwoSidedP(-t, freedom)).toBe(studentTwoSidedP(t, freedom));
});

it("quantiles interpolate as type 7 does", () => {
  // Python: statistics.quantiles([1, 2, 4, 8], n=4, method="inclusive") = [1.75, 3.0, 5.0]
  expect([0.25, 0.5, 0.75].map((share) => quantileSorted([1, 2, 4, 8], share))).toEqual([1.75, 3, 5]);
  expect(median([8, 1, 4])).toBe(4);
  expect(median([])).toBeNaN();
});

describe("Benjamini–Hochberg", () => {
  // The example of the paper, section 3.3: thrombolysis, 15 tests, q = 0.05: the four smallest are rejected.
  const paper = [
    0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.324, 0.4262, 0.5719, 0.6528, 0.759, 1,
  ];
  it("rejects the four of the paper's example, in any order", () => {
    expect(benjaminiHochbergLimit(paper, 0.05)).toBe(0.0095);
    expect(benjaminiHochbergLimit([...paper].reverse(), 0.05)).toBe(0.0095);
  });
  it("counts tests that were left out as p = 1", () => {
    expect(benjaminiHochbergLimit(paper.slice(0, 9), 0.05, 15)).toBe(0.0095);
    expect(benjaminiHochbergLimit(paper, 0.05, 1500)).toBe(-1);
    expect(benjaminiHochbergLimit([], 0.05)).toBe(-1);
  });
});

describe("Theil–Sen", () => {
  // Hollander & Wolfe 1973, example 9.1 (cloud seeding, Smith 1967): slope -0.05625. Ten slopes, sorted:
  // -.15 -.13 -.08 -.07 -.0575 -.055 -.045 -.0333 .01 .04. Var(S) = 5·4·15/18 = 16.67; for the book's 1 - α = 0.90
  // C = 1.645·4.08 = 6.7, M1 = floor(1.64) = 1, M2 + 1 = ceil(8.36) + 1 = 10: the outermost slopes.
  const seeded = [1.26, 1.27, 1.12, 1.16, 1.03];
  it("is that of the cloud seeding example", () => {
    const fit = theilSen([1, 2, 3, 4, 5], seeded, () => kendallVariance(seeded), 1.6449);
    expect(fit.slope).toBeCloseTo(-0.05625, 10);
    expect(fit.low).toBeCloseTo(-0.15, 10);
    expect(fit.high).toBeCloseTo(0.04, 10);
    expect(fit.bounded).toBe(true);
  });
  it("says when the points do not suffice for the interval", () => {
    // C = 1.96·4.08 = 8.0: floor((10 - 8.0) / 2) = 0, there is no 0th slope.
    expect(theilSen([1, 2, 3, 4, 5], seeded, () => kendallVariance(seeded))).toMatchObject({ bounded: false });
    expect(theilSen([3, 3], [1, 2], () => 1).slope).toBeNaN();
  });
  it("leaves out pairs at the same time", () => {
    // Pairs: (0,0)-(1,1): 1, (0,0)-(1,9): 9, and none between the two at 1. Median 5.
    expect(theilSenSlope([0, 1, 1], [0, 1, 9])).toBe(5);
  });
  it("selects what sorting would", () => {
    const point = fc.integer({ min: -9, max: 9 });
    fc.assert(
      fc.property(fc.array(point, { minLength: 2, maxLength: 40 }), (y) => {
        const slopes: number[] = [];
        for (let i = 0; i < y.length; i++) for (let j = i + 1; j < y.length; j++) slopes.push((y[j] - y[i]) / (j - i));
        slopes.sort((a, b) => a - b);
        expect(theilSenSlope(steps(y.length), y)).toBeCloseTo(quantileSorted(slopes, 0.5), 12);
        const fit = theilSen(steps(y.length), y, () => 9, 1); // C = 3
        const low = Math.max(1, Math.floor((slopes.length - 3) / 2));
        expect(fit.low).toBe(slopes[low - 1]);
        expect(fit.slope).toBeGreaterThanOrEqual(fit.low);
        expect(fit.slope).toBeLessThanOrEqual(fit.high);
      }),
    );
  });
});

describe("Mann–Kendall", () => {
  it("has S = 16 and p = 0.1194 for the canned tuna of Hollander & Wolfe 1973, example 8.1", () => {
    // R's cor.test(x, y, method = "kendall") on them: T = 26 concordant of 36 pairs, so S = 2·26 - 36; p = 0.1194.
    const lightness = [44.4, 45.9, 41.9, 53.3, 44.7, 44.1, 50.7, 45.2, 60.1];
    const panel = [2.6, 3.1, 2.5, 5, 3.6, 4, 5.2, 2.8, 3.8];
    const inOrder = [...lightness].sort((a, b) => a - b).map((x) => panel[lightness.indexOf(x)]);
    const test = mannKendall(inOrder);
    expect(test).toMatchObject({ s: 16, variance: 92 }); // 9·8·23 / 18
    expect(test.pValue).toBeCloseTo(0.1194, 4);
    expect(mannKendall(inOrder, 1.5).z).toBeCloseTo(15 / Math.sqrt(92 * 1.5), 12);
  });
  it("counts ties", () => {
    // 1 2 2 3 3 3: S = 5 + 3 + 3 = 11; (6·5·17 - 2·1·9 - 3·2·11) / 18 = (510 - 18 - 66) / 18 = 23.667
    const tied = [1, 2, 2, 3, 3, 3];
    expect(kendallS(tied)).toBe(11);
    expect(kendallVariance(tied)).toBeCloseTo(426 / 18, 12);
    const { z, pValue } = mannKendall(tied);
    expect(z).toBeCloseTo(10 / Math.sqrt(426 / 18), 12);
    expect(pValue).toBeCloseTo(twoSidedP(10 / Math.sqrt(426 / 18)), 12);
    expect(mannKendall([4, 4, 4, 4])).toMatchObject({ s: 0, z: 0, pValue: 1 });
  });
  it("is exact for few values: Gilbert 1987, table A18", () => {
    // One-sided there: n = 4, S = 6: .042; n = 6, S = 11: .028, S = 15: .0014; n = 9, S = 20: .022.
    const withS = (n: number, s: number) => {
      const values = Array.from(steps(n)); // swapping neighbours takes 2 off S each time
      for (let swaps = ((n * (n - 1)) / 2 - s) / 2, at = 0; swaps > 0; swaps--, at = (at + 1) % (n - 1)) {
        while (values[at] > values[at + 1]) at = (at + 1) % (n - 1);
        [values[at], values[at + 1]] = [values[at + 1], values[at]];
      }
      return values;
    };
    for (const [n, s, p] of [
      [4, 6, 0.042],
      [6, 11, 0.028],
      [6, 15, 0.0014],
      [9, 20, 0.022],
    ]) {
      expect(kendallS(withS(n, s))).toBe(s);
      expect(mannKendall(withS(n, s)).pValue / 2).toBeCloseTo(p, p < 0.01 ? 4 : 3);
    }
  });
});

describe("Hamed–Rao", () => {
  it("ranks with ties shared, and correlates", () => {
    expect([...ranks([10, 20, 10, 5])]).toEqual([2.5, 4, 2.5, 1]);
    // 1 2 3 4 less 2.5: squares 5; lag 1: (-.5·-1.5) + (.5·-.5) + (1.5·.5) = 1.25; lag 2: -1.5; lag 3: -2.25
    expect([...autocorrelations(Float64Array.of(1, 2, 3, 4))]).toEqual([1, 0.25, -0.3, -0.45]);
    expect([...autocorrelations(Float64Array.of(7, 7))]).toEqual([0, 0]);
  });
  it("inflates by the significant correlations only", () => {
    // Slow wave, no trend, n = 16: computed apart from this code, with Python, from
    // the paper's formula; only lags beyond 1.96 / sqrt(16) count.
    const WAVE_INFLATION = 1.6243386243386242;
    const wave = [3, 5, 7, 8, 8, 7, 5, 2, 1, 0, 1, 2, 4, 6, 9, 10];
    expect(hamedRaoInflation(steps(16), wave, 0)).toBeCloseTo(WAVE_INFLATION, 10);
    const plain = mannKendall(wave);
    const corrected = mannKendall(wave, WAVE_INFLATION);
    expect(corrected.z / plain.z).toBeCloseTo(1 / Math.sqrt(WAVE_INFLATION), 12);
    expect(hamedRaoInflation(steps(8), [1, 3, 2, 4, 1, 3, 2, 4], 0)).toBe(1); // nothing beyond 1.96 / sqrt(8)
  });
});

describe("regression with AR(1) errors", () => {
  it("is ordinary least squares for rho = 0", () => {
    // Python: statistics.linear_regression([1,2,3,4,5], [1.1,1.9,3.2,3.8,5.3]) = slope 1.03, intercept -0.03;
    // rss 0.163, standard error sqrt(0.163 / 3 / 10)
    const fit = regress([1, 2, 3, 4, 5], [1.1, 1.9, 3.2, 3.8, 5.3]);
    expect(fit.slope).toBeCloseTo(1.03, 12);
    expect(fit.intercept).toBeCloseTo(-0.03, 12);
    expect(fit.rss).toBeCloseTo(0.163, 12);
    expect(fit.slopeError).toBeCloseTo(Math.sqrt(0.163 / 30), 12);
  });
  it("is the mean increment for rho = 1", () => {
    const fit = regress(steps(5), [2, 3, 7, 7, 10], 1); // increments 1 4 0 3: mean 2, squares 1 + 4 + 4 + 1
    expect(fit).toMatchObject({ slope: 2, rss: 10, rows: 4, parameters: 1 });
    expect(fit.slopeError).toBeCloseTo(Math.sqrt(10 / 3 / 4), 12);
  });
});

describe("drift test", () => {
  it("believes steady growth, not a wandering level", () => {
    const grown = Float64Array.from({ length: 30 }, (_, i) => 10 * i + (i % 3));
    expect(driftTest(steps(30), grown).pValue).toBeLessThan(1e-10);
    // Eight long swings, upwards more often than not: what a random walk looks like.
    let level = 0;
    const walk = Float64Array.from({ length: 30 }, (_, i) => {
      level += [4, 3, 5, -4, -3, 4, 5, 3, 4, -3, -5, -4, 5, 4, 3][i % 15];
      return level;
    });
    expect(mannKendall(walk).pValue).toBeLessThan(1e-3);
    expect(driftTest(steps(30), walk).pValue).toBeGreaterThan(0.01);
  });
  it("has a sign, and nothing to say of four points", () => {
    expect(
      driftTest(
        steps(20),
        steps(20).map((x) => -5 * x + (x % 2)),
      ).t,
    ).toBeLessThan(0);
    expect(driftTest(steps(4), [1, 2, 3, 4]).pValue).toBe(1);
  });
});

describe("saturating curve", () => {
  it("finds a, b and tau of a noiseless curve", () => {
    const t = steps(30);
    const y = filled(t, 11).map((share) => 40 + 250 * share);
    const fit = fitSaturating(t, y, 5, 60);
    expect(fit.tau).toBeCloseTo(11, 2);
    expect(fit.start).toBeCloseTo(40, 1);
    expect(fit.rise).toBeCloseTo(250, 1);
  });
  it("fits NIST's Misra1a, with the start it may choose better than NIST's, which is 0", () => {
    // NIST StRD: b1(1 - exp(-b2·x)), rss 0.12455138894. With a free start a search over tau in steps of 0.01, apart
    // from this code (Python), finds rss 0.0537393 at tau 1914.65, rise 238.719 and start 10.1519.
    const x = [77.6, 114.9, 141.1, 190.8, 239.9, 289, 332.8, 378.4, 434.8, 477.3, 536.8, 593.1, 689.1, 760];
    const y = [10.07, 14.73, 17.94, 23.93, 29.61, 35.18, 40.02, 44.82, 50.76, 55.05, 61.01, 66.4, 75.47, 81.78];
    const fit = fitSaturating(x, y, 100, 10_000);
    expect(fit.rss).toBeCloseTo(0.0537393, 6);
    expect(fit.tau / 1914.65).toBeCloseTo(1, 2);
    expect(fit.rise / 238.719).toBeCloseTo(1, 2);
    expect(fit.start).toBeCloseTo(10.1519, 2);
  });
  it("is weighed by AICc", () => {
    // n = 30, k = 3: 30·ln(60/30) + 6 + 24/26; k = 4: … + 8 + 40/25
    expect(aicc(60, 30, 3)).toBeCloseTo(30 * Math.log(2) + 6 + 24 / 26, 12);
    expect(aicc(60, 30, 4)).toBeCloseTo(30 * Math.log(2) + 8 + 1.6, 12);
    expect(aicc(60, 5, 4)).toBe(Infinity);
  });
  it("tells a filling cache from a line, whatever the unit of time", () => {
    const noise = (i: number) => [0.4, -0.9, 0.7, 0.2, -0.6, 0.9, -0.3, -0.5][i % 8];
    for (const scale of [1, 1e-3, 3600]) {
      const t = steps(30).map((x) => x * scale);
      const window = 29 * scale;
      const cache = filled(t, 0.7 * window).map((share, i) => 100 * share + noise(i));
      const line = t.map((x, i) => (100 * x) / window + noise(i));
      expect(saturationGap(t, cache, window / 4, 2 * window)).toBeGreaterThan(10);
      expect(saturationGap(t, line, window / 4, 2 * window)).toBeLessThan(0);
    }
  });
});

describe("straightness", () => {
  const still = () => 1;
  it("is Student's t of time beside the curve", () => {
    // Python, normal equations in fractions: constant, 1 - exp(-t/13), t/13. The residuals swing to and fro, so rho is 0.
    const y = [0, 3.9, 5.1, 9.2, 10.8, 15.3, 16.7, 21.1, 22.9, 27.2, 28.8, 33.1, 34.9, 39.3];
    const plain = straightness(steps(14), y, 13, still);
    expect(plain.t).toBeCloseTo(9.099574081144391, 8);
    expect(plain.rho).toBe(0);
    const spread = (i: number) => Math.sqrt(Math.max(1, 3 * i));
    expect(straightness(steps(14), y, 13, spread).t).toBeCloseTo(7.478894771287975, 8);
  });
  it("is 0 for the cache, below for faster ones, above for a line", () => {
    const noise = (i: number) => [0.4, -0.9, 0.7, 0.2, -0.6, 0.9, -0.3, -0.5][i % 8];
    const of = (level: (x: number) => number) => {
      const values = steps(30).map((x, i) => level(x) + noise(i));
      return straightness(steps(30), values, 29, still).t;
    };
    expect(Math.abs(of((x) => -300 * Math.expm1(-x / 29)))).toBeLessThan(1);
    expect(of((x) => -300 * Math.expm1(-x / 15))).toBeLessThan(-5);
    expect(of((x) => 7 * x)).toBeGreaterThan(10);
  });
  it("is the same in any unit of time and value", () => {
    const y = [3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5, 8, 9, 7, 9, 3, 2, 3, 8, 4];
    const times = steps(20).map((x) => 1000 + 60 * x);
    const scaled = straightness(
      times,
      y.map((value) => 4096 * value),
      19 * 60,
      still,
    );
    expect(scaled.t).toBeCloseTo(straightness(steps(20), y, 19, still).t, 8);
  });
  it("tells whether errors persist, and counts increments where they do", () => {
    const random = new Random(7);
    let level = 0;
    const walk = steps(30).map(() => {
      level += 1 + 3 * random.normal();
      return level;
    });
    const independent = steps(30).map((x) => x + 0.3 * random.normal());
    const [walked, drawn] = [walk, independent].map((values) => straightness(steps(30), values, 29, still));
    expect(walked.rho).toBeGreaterThan(0.4);
    expect(Math.abs(walked.t)).toBeLessThan(3);
    expect(drawn.rho).toBeLessThan(0.4);
    expect(drawn.t).toBeGreaterThan(3);
  });
});
