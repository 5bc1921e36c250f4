import { type ChildProcess, execFileSync, spawn, spawnSync } from "node:child_process";
import { chmodSync, copyFileSync, existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test as plain } from "@playwright/test";
import { expect, reportOf, test } from "./fixtures";
import { root } from "./install.mjs";
import { drop, waitIdle } from "./page.mjs";

/** public/capture-kit/swscope-capture, run by the shell of this machine. */
const kit = join(root, "public/capture-kit/swscope-capture");
const sh = (...args: string[]) => spawnSync("sh", [kit, ...args], { encoding: "utf8" });

const has = (command: string): boolean => spawnSync("sh", ["-c", `command -v ${command}`]).status === 0;
const uprobes = ["/sys/kernel/tracing/uprobe_events", "/sys/kernel/debug/tracing/uprobe_events"].find(existsSync);

/** Why nothing can be recorded here; null where it can. */
function obstacle(): string | null {
  if (process.platform !== "linux" || process.arch !== "x64") return "the kit is run on Linux on x86_64";
  if (process.getuid?.() !== 0) return "the kit needs root";
  if (uprobes === undefined) return "the kernel has no uprobe_events";
  const missing = ["perf", "readelf"].filter((command) => !has(command));
  return missing.length === 0 ? null : `${missing.join(" and ")} is not here`;
}

const why = obstacle();
if (why !== null) process.stderr.write(`skipped: recording with the capture kit: ${why}\n`);
const probesLeft = (): string => readFileSync(uprobes ?? "/dev/null", "utf8");

plain.describe("the capture kit's commands", () => {
  const service = ["--go", "1.16.4", "-p", "4711", "-b", "/srv/service", "-l", "/lib/libc.so.6"];
  for (const [name, args] of [
    ["spans-sw64", ["spans", "--arch", "sw_64", ...service, "-d", "10", "-o", "/tmp/x.tar.gz"]],
    ["malloc-sw64", ["malloc", "--arch", "sw_64", ...service, "-d", "10", "-o", "/tmp/x.tar.gz"]],
    ["cpu-sw64", ["cpu", "--arch", "sw_64", ...service, "-d", "10", "-o", "/tmp/x.tar.gz"]],
    [
      "spans-x86_64",
      // biome-ignore format: one command line
      ["spans", "--arch", "x86_64", "--go", "1.24.4", "-p", "4711", "-b", "/srv/service", "-u", "http://localhost:6060"],
    ],
  ] as const) {
    plain(`${name} are those that were read and agreed on`, () => {
      const { stdout, status } = sh(...args, "--dry-run");
      expect(status).toBe(0);
      expect(stdout).toBe(readFileSync(join(root, "e2e/captureKit", `${name}.txt`), "utf8"));
    });
  }

  plain("never set a return probe on Go, nor precise events or kernel chains on SW64", () => {
    for (const arch of ["sw_64", "x86_64", "aarch64"]) {
      const { stdout } = sh("spans", "--arch", arch, ...service, "--dry-run");
      expect(stdout).toContain("freeSpanLocked");
      expect(stdout).not.toMatch(/echo 'r:|%return|\$retval/);
    }
    for (const command of ["spans", "malloc", "cpu"]) {
      const { stdout } = sh(command, "--arch", "sw_64", ...service, "--dry-run");
      expect(stdout).toMatch(/perf record .*--call-graph=dwarf,\d+/);
      expect(stdout).not.toMatch(/perf record .*( -g |:p)/);
    }
  });

  plain("say what is wrong with how they are called", () => {
    expect(sh("--help").stdout).toContain("usage: swscope-capture");
    for (const [args, message] of [
      [["spans", "--dry-run"], "spans needs -p PID"],
      [["heap"], "heap needs -u URL"],
      [["cpu", "-p", "x"], "-p needs a number"],
      [["cpu", "--what", "x"], "unknown option --what"],
      [["nothing"], "unknown command nothing"],
      [["spans", "-p", "1", "-b", "/x", "--go", "1.24", "--arch", "riscv64", "--dry-run"], "give --abi stack"],
    ] as const) {
      const { stderr, status } = sh(...args);
      expect(status).not.toBe(0);
      expect(stderr).toContain(message);
    }
  });

  plain("are plain POSIX shell", () => {
    for (const shell of ["dash", "bash", "busybox"].filter(has)) {
      execFileSync(shell, shell === "busybox" ? ["sh", "-n", kit] : ["-n", kit]);
    }
    plain.skip(!has("shellcheck"), "shellcheck is not here");
    execFileSync("shellcheck", ["-s", "sh", kit]);
  });
});

/** A program that runs while it is recorded. */
async function running(program: string, args: string[], folder: string): Promise<ChildProcess> {
  const child = spawn(program, args, { cwd: folder, stdio: "ignore", env: {} });
  await new Promise((resolve) => setTimeout(resolve, 500));
  return child;
}

const countOf = (data: string, event: string): number =>
  execFileSync("perf", ["script", "-i", data, "-F", "event"], { encoding: "utf8", maxBuffer: 1 << 28 })
    .split("\n")
    .filter((line) => line.trim() === `${event}:`).length;

test.describe("recorded for real", () => {
  test.skip(why !== null, why ?? "");

  test("spans of a Go program: the archive opens as it is, with as many lives as perf has events", async ({
    page,
  }, info) => {
    const folder = info.outputPath(".");
    const program = info.outputPath("leakd");
    copyFileSync(join(root, "public/samples/leakd"), program);
    chmodSync(program, 0o755);
    const leaking = await running(program, ["-mode", "map", "-steps", "400", "-snap=false"], folder);
    const archive = info.outputPath("spans.tar.gz");
    const { status, stderr } = sh("spans", "-p", String(leaking.pid), "-d", "2", "-o", archive);
    leaking.kill();
    expect([status, stderr]).toEqual([0, expect.stringContaining("drop this onto swscope")]);
    expect(probesLeft()).not.toContain("mspan/");

    execFileSync("tar", ["-xzf", archive, "-C", folder, "./perf.data"]);
    const data = info.outputPath("perf.data");
    await drop(page, "automatic", [archive]);
    await waitIdle(page);
    const { spans, files, symbols } = await reportOf(page);
    expect(spans?.allocated).toBe(countOf(data, "mspan:init"));
    expect(spans?.allocated).toBeGreaterThan(100);
    expect((spans?.freed ?? 0) + (spans?.unknown_frees ?? 0)).toBe(countOf(data, "mspan:free"));
    expect(files.filter(({ status }) => status === "failed")).toEqual([]);
    expect(symbols?.find(({ module }) => module === "leakd")).toMatchObject({ matched: "build-id" });
  });

  test("the C heap of a program: every probe has its partner", async ({ page }, info) => {
    const program = join(root, "workers/formats/perf/fixtures/native/tree-fp");
    const busy = await running(program, ["4000"], info.outputPath("."));
    const archive = info.outputPath("malloc.tar.gz");
    const { status, stderr } = sh("malloc", "-p", String(busy.pid), "-d", "1", "-o", archive);
    busy.kill();
    expect([status, stderr]).toEqual([0, expect.stringContaining("drop this onto swscope")]);
    expect(probesLeft()).not.toContain("cheap/");
    await drop(page, "automatic", [archive]);
    await waitIdle(page);
    const { heap } = await reportOf(page);
    expect(heap?.native?.allocations).toBeGreaterThan(100);
    const problems = heap?.native?.probes.filter(({ problem }) => problem !== null && problem !== "never-hit");
    expect(problems).toEqual([]);
  });

  test("a run that is killed takes its probes away, and clean takes what others left", async ({ page: _ }, info) => {
    const program = info.outputPath("leakd");
    copyFileSync(join(root, "public/samples/leakd"), program);
    chmodSync(program, 0o755);
    const leaking = await running(program, ["-mode", "map", "-steps", "400", "-snap=false"], info.outputPath("."));
    const args = ["spans", "-p", String(leaking.pid), "-d", "60", "-o", info.outputPath("k.tar.gz")];
    const recording = spawn("sh", [kit, ...args], { detached: true }); // a group of its own, as a terminal's is
    await expect.poll(probesLeft).toContain("mspan/gc");
    const second = sh("spans", "-p", String(leaking.pid), "-d", "1", "-o", info.outputPath("l.tar.gz"));
    expect(second.stderr).toContain("are there already");
    const gone = new Promise((resolve) => recording.once("exit", resolve));
    process.kill(-(recording.pid ?? Number.NaN), "SIGTERM");
    await gone;
    leaking.kill();
    expect(probesLeft()).not.toContain("mspan/");
    expect(sh("clean").status).toBe(0);
  });
});

test("empty views give the kit's command, and the kit can be saved without a request", async ({ page }) => {
  const kitOf = page.locator('[data-view="start"] [data-kit]');
  await expect(kitOf).toContainText("sh swscope-capture");
  const saved = page.waitForEvent("download");
  await kitOf.getByRole("button", { name: "Save the capture kit" }).click();
  const download = await saved;
  expect(download.suggestedFilename()).toBe("swscope-capture");
  expect(readFileSync(await download.path(), "utf8")).toBe(readFileSync(kit, "utf8"));
});
