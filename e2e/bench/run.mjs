// `npm run bench [-- NAME…]`: the page against its peers and limits, as docs/report.md lists them. Prints
// `ratio NAME VALUE need MIN` for each comparison, or `skipped NAME why`; exits 1 when any VALUE < MIN.
import { ensureBuild, ensurePackages } from "../install.mjs";
import { Skipped } from "./skipped.mjs";

/**
 * @typedef {object} Measured
 * @property {number} value the peer's figure, or the limit, divided by ours
 * @property {string} text the absolute figures
 */

/**
 * @typedef {object} Row
 * @property {number} need
 * @property {() => Promise<Measured>} measure throws Skipped where the peer is missing
 */

/** @type {Readonly<Record<string, () => Promise<Row>>>} */
const rows = {
  "fp-table": async () => (await import("./fpTable.mjs")).fpTable,
  "fp-memory": async () => (await import("./fpMemory.mjs")).fpMemory,
  "dwarf-read": async () => (await import("./dwarfRead.mjs")).dwarfRead,
  "big-memory": async () => (await import("./bigMemory.mjs")).bigMemory,
  "symbols-cpu": async () => (await import("./symbolsCpu.mjs")).symbolsCpu,
  "symbols-memory": async () => (await import("./symbolsMemory.mjs")).symbolsMemory,
  "symbols-first": async () => (await import("./symbolsFirst.mjs")).symbolsFirst,
  "unwind-inline": async () => (await import("./unwindInline.mjs")).unwindInline,
  "unwind-plain": async () => (await import("./unwindPlain.mjs")).unwindPlain,
  "pprof-top": async () => (await import("./pprofTop.mjs")).pprofTop,
  "pprof-memory": async () => (await import("./pprofMemory.mjs")).pprofMemory,
  trace: async () => (await import("./traceTime.mjs")).traceTime,
  "trace-memory": async () => (await import("./traceMemory.mjs")).traceMemory,
  bootstrap: async () => (await import("./bootstrap.mjs")).bootstrap,
  "first-paint": async () => (await import("./firstPaint.mjs")).firstPaint,
};

process.exit(await main(process.argv.slice(2)));

/** @param {readonly string[]} wanted */
async function main(wanted) {
  const unknown = wanted.filter((name) => !(name in rows));
  if (unknown.length > 0) {
    console.error(`no benchmark ${unknown.join(", ")}: there are ${Object.keys(rows).join(", ")}`);
    return 2;
  }
  ensurePackages();
  ensureBuild();
  let failed = false;
  for (const [name, load] of Object.entries(rows)) {
    if (wanted.length > 0 && !wanted.includes(name)) continue;
    failed = !(await runRow(name, await load())) || failed;
  }
  return failed ? 1 : 0;
}

/**
 * @param {string} name
 * @param {Row} row
 * @returns {Promise<boolean>} whether it holds, or could not be measured here
 */
async function runRow(name, row) {
  try {
    const { value, text } = await row.measure();
    console.log(`ratio ${name} ${value.toPrecision(3)} need ${row.need}`);
    console.log(`  ${text}`);
    return value >= row.need;
  } catch (error) {
    if (!(error instanceof Skipped)) throw error;
    console.log(`skipped ${name} ${error.message}`);
    return true;
  }
}
