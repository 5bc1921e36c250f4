import { readdirSync, readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { expect, it } from "vitest";
import { damaged, outcome } from "./testing/damage";

/*
 * Every fixture damaged: a capture that keeps all rules, or a failure that names the place. `npm run damage` does the
 * same with 200 cuts and 500 changed bytes.
 */
const CUTS = 40;
const FLIPS = 80;
const LIMIT_MS = 5000;

const folder = new URL("./fixtures/", import.meta.url);

function fixture(name: string): Uint8Array {
  const bytes = readFileSync(new URL(name, folder));
  return new Uint8Array(name.endsWith(".gz") ? gunzipSync(bytes) : bytes);
}

const names = readdirSync(folder).filter((name) => /\.perf\.data(\.gz)?$/.test(name));

it("has fixtures", () => {
  expect(names.length).toBeGreaterThan(10);
});

it.each(names)("%s", async (name) => {
  const whole = fixture(name);
  await expectOutcomes(whole, (bytes) => outcome(bytes));
});

it.each(["threads", "threads-zstd"])("%s: each of its files", async (name) => {
  const [data, first, second] = ["data", "data.0", "data.1"].map((file) => fixture(`${name}/${file}`)) as [
    Uint8Array,
    Uint8Array,
    Uint8Array,
  ];
  await expectOutcomes(data, (bytes) => outcome(bytes, first, second));
  await expectOutcomes(first, (bytes) => outcome(data, bytes, second));
  await expectOutcomes(second, (bytes) => outcome(data, first, bytes));
});

async function expectOutcomes(whole: Uint8Array, decode: (bytes: Uint8Array) => Promise<string>): Promise<void> {
  expect(await decode(whole)).toBe("capture");
  let captures = 0;
  for (const { what, bytes } of damaged(whole, CUTS, FLIPS)) {
    const started = performance.now();
    const result = await decode(bytes).catch((error: unknown) => error);
    expect(result, what).toSatisfy((each) => each === "capture" || each === "failure");
    expect(performance.now() - started, what).toBeLessThan(LIMIT_MS);
    if (result === "capture") captures++;
  }
  expect(captures).toBeGreaterThan((CUTS + FLIPS) / 2); // damage costs what it hits, not the file
}
