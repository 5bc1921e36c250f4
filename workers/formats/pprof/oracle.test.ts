import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { StackCapture } from "../../../src/model/capture";
import type { Profile } from "../../../src/model/profile";
import type { ByteSource } from "../../io/byteSource";
import { assertCaptureIntegrity } from "../../profile/integrity";
import { pprof } from "./index";

/*
 * Every figure that `go tool pprof -top` prints of the fixtures. PPROF_ORACLES names another folder of profiles and
 * oracles laid out like ours, to check more of them than the repository holds.
 */
const folder = process.env["PPROF_ORACLES"] ?? join(import.meta.dirname, "fixtures");
const names = readdirSync(folder);
const profiles = names.filter((name) => name.endsWith(".pb.gz")).map((name) => name.slice(0, -".pb.gz".length));

it("has fixtures", () => {
  expect(profiles.length).toBeGreaterThan(4);
});

describe.each(profiles)("%s", (name) => {
  it.each(names.filter((file) => file.startsWith(`${name}.`) && file.endsWith(".txt")))("is as in %s", async (file) => {
    const capture = await decode(join(folder, `${name}.pb.gz`));
    assertCaptureIntegrity(capture);
    expect(capture.losses).toEqual([]);
    const oracle = readTop(readFileSync(join(folder, file), "utf8"));
    const [, sampleType] = /\.(\w+)\.txt$/.exec(file) ?? [];
    const profile = capture.profiles.find(({ event }) => event === sampleType) ?? defaultProfile(capture);
    expect(profile.event).toBe(oracle.type);
    const ours = top(capture, profile);
    expect(ours.total).toBe(oracle.total);
    expect(ours.rows).toEqual(oracle.rows);
    if (oracle.buildId !== null) expect(capture.facts["build_id"]).toBe(oracle.buildId);
    if (oracle.time !== null) expect(String(capture.facts["time"]).slice(0, 19)).toBe(oracle.time);
  });
});

it("zeros behind the stacks that threads were created on are neither frames nor damage", async () => {
  const capture = await decode(join(import.meta.dirname, "fixtures/padding/threadcreate.pb.gz"));
  assertCaptureIntegrity(capture);
  expect(capture.losses).toEqual([]);
  const text = readFileSync(join(import.meta.dirname, "fixtures/padding/threadcreate.txt"), "utf8");
  const named = [...text.matchAll(/^#\t0x[0-9a-f]+\t(\S+)\+0x/gm)].map(([, name]) => name);
  expect(named).toHaveLength(4);
  const { stack, weight } = capture.profiles[0].samples;
  expect([...weight]).toEqual([6, 1]);
  expect(stack[0]).toBe(-1);
  const names: string[] = [];
  for (let row = stack[1]; row >= 0; row = capture.stacks.prefix[row]) {
    const code = capture.stacks.frame[row];
    names.push(capture.given?.strings[capture.given.func[capture.given.start[code]]] ?? "");
  }
  expect(names).toEqual(named);
});

async function decode(path: string): Promise<StackCapture> {
  const bytes = new Uint8Array(readFileSync(path));
  const source: ByteSource = { name: path, size: bytes.length, read: async (start, end) => bytes.slice(start, end) };
  expect(pprof.recognises(bytes.subarray(0, 4096))).toBe(true);
  const capture = await pprof.decode(source, { progress: () => undefined });
  if (capture.kind !== "pprof") throw new Error(capture.kind);
  return capture;
}

function defaultProfile(capture: StackCapture): Profile {
  return capture.profiles[capture.pprof?.defaultSampleType ?? 0];
}

interface Top {
  readonly total: number;
  /** "flat cum" by function. */
  readonly rows: Readonly<Record<string, string>>;
}

/** flat: samples whose innermost frame is the function; cum: samples with it anywhere, each counted once. */
function top({ given, stacks }: StackCapture, { samples }: Profile): Top {
  const flat = new Map<string, number>();
  const cum = new Map<string, number>();
  const add = (map: Map<string, number>, name: string, value: number) => map.set(name, (map.get(name) ?? 0) + value);
  let total = 0;
  for (let i = 0; i < samples.length; i++) {
    const value = samples.weight[i];
    total += Math.abs(value);
    const stack: string[] = [];
    for (let row = samples.stack[i]; row >= 0; row = stacks.prefix[row]) {
      const code = stacks.frame[row];
      for (let line = given?.start[code] ?? 0; line < (given?.start[code + 1] ?? 0); line++) {
        stack.push(given?.strings[given.func[line]] ?? "?");
      }
    }
    add(flat, stack[0] ?? "?", value);
    for (const name of new Set(stack)) add(cum, name, value);
  }
  const rows = [...cum]
    .filter(([, value]) => value !== 0)
    .map(([name, value]) => [name, `${flat.get(name) ?? 0} ${value}`]);
  return { total, rows: Object.fromEntries(rows) };
}

function readTop(output: string): Top & { type: string; time: string | null; buildId: string | null } {
  const rows: Record<string, string> = {};
  for (const line of output.split("\n")) {
    const [, flat, cum, name] =
      /^ *(\S+) +\S+% +\S+% +(\S+) +\S+% {2}(.+?)(?: \((?:partial-)?inline\))?$/.exec(line) ?? [];
    if (name !== undefined) rows[name] = `${amount(flat)} ${amount(cum)}`;
  }
  return {
    total: amount(/% of (\S+) total/.exec(output)?.[1]),
    rows,
    type: /^Type: (.*)/m.exec(output)?.[1] ?? "",
    time: /^Time: (\d{4}-.*) UTC/m.exec(output)?.[1]?.replace(" ", "T") ?? null,
    buildId: /^Build ID: (.*)/m.exec(output)?.[1] ?? null,
  };
}

const UNITS: Readonly<Record<string, number>> = { "": 1, B: 1, ms: 1e6, s: 1e9 };

function amount(printed: string | undefined): number {
  const [, digits = "", unit = "?"] = /^(-?[\d.]+)([A-Za-z]*)$/.exec(printed ?? "") ?? [];
  return Math.round(Number(digits) * (UNITS[unit] ?? Number.NaN));
}
