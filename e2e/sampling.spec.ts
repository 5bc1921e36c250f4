// The sampling experiment of the capture kit, compiled and run where Go is; the page reads what it writes.
import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, reportOf, test } from "./fixtures";
import { root } from "./install.mjs";
import { drop, showView, waitIdle } from "./page.mjs";

const program = join(root, "public/capture-kit/sampling.go");
const hasGo = spawnSync("go", ["version"]).status === 0;
if (!hasGo) process.stderr.write("skipped: the sampling experiment is compiled and run: go is not here\n");

const CALLS = 400;

test("the sampling experiment's figures are read from its CSV", async ({ page }) => {
  test.skip(!hasGo, "go is not here");
  const folder = mkdtempSync(join(tmpdir(), "sampling-"));
  try {
    const binary = join(folder, "sampling");
    const env = {
      ...process.env,
      GOFLAGS: "",
      GO111MODULE: "off",
      GOCACHE: process.env["GOCACHE"] ?? join(folder, "cache"),
    };
    execFileSync("go", ["build", "-o", binary, program], { env, cwd: folder });
    const out = join(folder, "out");
    execFileSync(binary, ["-n", String(CALLS), "-profile", "300ms", "-out", out]);
    const written = ["callers.csv", "goroutineprofile.csv", "cpu.pb.gz", "goroutine.pb.gz", "heap.pb.gz"];
    expect(written.filter((name) => !existsSync(join(out, name)))).toEqual([]);
    const rows = readFileSync(join(out, "callers.csv"), "utf8").trim().split("\n").slice(1);
    const cut = rows.filter((row) => row.split(",")[5] === "true").length;
    expect([rows.length, cut > 0 && cut < CALLS]).toEqual([CALLS, true]);

    const paths = written.map((name) => join(out, name));
    await drop(page, "baseline", paths);
    await drop(page, "candidate", paths);
    await waitIdle(page);
    const { files, deviation } = await reportOf(page);
    expect(files.map(({ status }) => status)).toEqual(Array(2 * written.length).fill("ok"));
    const row = (name: string, measure: string, source: string) =>
      deviation?.metrics.find((one) => one.name === name && one.measure === measure && one.source === source);
    expect(row("truncation_rate", "share", "csv limit 512")?.candidate).toMatchObject({
      n: CALLS,
      clusters: CALLS,
      estimate: cut / CALLS,
    });
    // a call of GoroutineProfile has a record for each goroutine, and is one cluster
    expect(row("truncation_rate", "share", "csv limit 32")?.candidate?.clusters).toBe(CALLS);
    expect(row("stack_top_deviation", "out_of_bounds_share", "csv limit 512")?.candidate?.estimate).toBe(0);
    expect(row("symbol_coverage", "entry_ns", "csv limit 512")?.candidate?.estimate).toBeGreaterThan(0);
    await showView(page, "deviation");
    await expect(page.locator('[data-view="deviation"] [data-metric="truncation_rate"]')).toContainText(
      "csv limit 512",
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
