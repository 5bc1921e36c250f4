import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { hamedRaoInflation, kendallVariance, mannKendall } from "./mannKendall";
import { median } from "./quantile";
import { theilSen, theilSenSlope } from "./theilSen";

/** Whole examples with the results that others have published of them; parts of the methods are in statistics.test.ts. */

const steps = (n: number) => Float64Array.from({ length: n }, (_, i) => i);

it("is what pyMannKendall publishes of 353 months of rain: Mann–Kendall, Theil–Sen, Hamed–Rao", () => {
  const text = readFileSync(new URL("fixtures/bogra.txt", import.meta.url), "utf8");
  const rain = text
    .split(/\s+/)
    .filter((word) => /^\d+$/.test(word))
    .map(Number);
  expect(rain).toHaveLength(353);
  const months = steps(rain.length).map((month) => month + 1); // as there: rounding decides some ties of the detrended ranks
  const slope = theilSenSlope(months, rain);
  expect(slope).toBeCloseTo(-0.0064516129032258064, 15);
  const plain = mannKendall(rain);
  expect(plain.s).toBe(-1959);
  expect(plain.variance).toBeCloseTo(4889800.333333333, 6);
  expect(plain.z).toBeCloseTo(-0.8854562842589916, 12);
  expect(plain.pValue).toBeCloseTo(0.37591058740506833, 12);
  const corrected = mannKendall(rain, hamedRaoInflation(months, rain, slope));
  expect(corrected.variance * corrected.inflation).toBeCloseTo(257403.38678462413, 4);
  expect(corrected.z).toBeCloseTo(-3.859273515045842, 10);
  expect(corrected.pValue).toBeCloseTo(0.00011372459883540742, 14);
});

it("the yearly flow of the Nile at Aswan, 1871 to 1970", () => {
  // R's dataset Nile (Cobb 1978). The figures are of a Python script, plain sums over all pairs, which also gives those above.
  const nile = [
    1120, 1160, 963, 1210, 1160, 1160, 813, 1230, 1370, 1140, 995, 935, 1110, 994, 1020, 960, 1180, 799, 958, 1140,
    1100, 1210, 1150, 1250, 1260, 1220, 1030, 1100, 774, 840, 874, 694, 940, 833, 701, 916, 692, 1020, 1050, 969, 831,
    726, 456, 824, 702, 1120, 1100, 832, 764, 821, 768, 845, 864, 862, 698, 845, 744, 796, 1040, 759, 781, 865, 845,
    944, 984, 897, 822, 1010, 771, 676, 649, 846, 812, 742, 801, 1040, 860, 874, 848, 890, 744, 749, 838, 1050, 918,
    986, 797, 923, 975, 815, 1020, 906, 901, 1170, 912, 746, 919, 718, 714, 740,
  ];
  expect(median(nile)).toBe(893.5);
  const years = steps(nile.length);
  const fit = theilSen(years, nile, () => kendallVariance(nile));
  expect(fit.slope).toBe(-2.6);
  const test = mannKendall(nile, hamedRaoInflation(years, nile, fit.slope));
  expect(test).toMatchObject({ s: -1387 });
  expect(test.variance).toBeCloseTo(112728.33333333333, 6);
  expect(test.inflation).toBeCloseTo(2.1428983270987203, 10);
  expect(test.z).toBeCloseTo(-2.8199791956451388, 10);
});
