import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import type { StackCapture } from "../../../src/model/capture";
import type { ArgColumn } from "../../../src/model/profile";
import { bytesSource } from "../../io/byteSource";
import { assertCaptureIntegrity } from "../../profile/integrity";
import { perf } from "./index";
import { RECORD } from "./recordType";
import { attrOffset, concat, recordsOf, viewOf, withRecords } from "./testing/perfFile";

function fixture(name: string): Uint8Array {
  const bytes = readFileSync(new URL(`./fixtures/${name}`, import.meta.url));
  return new Uint8Array(name.endsWith(".gz") ? gunzipSync(bytes) : bytes);
}

const text = (name: string): string => new TextDecoder().decode(fixture(name));

async function decode(bytes: Uint8Array): Promise<StackCapture> {
  const capture = await perf.decode(bytesSource("test", bytes), { progress() {} });
  if (capture.kind !== "perf") throw new Error("no perf capture");
  assertCaptureIntegrity(capture);
  return capture;
}

/** `event time period leaf` of every sample, sorted. */
function samplesOf({ profiles, codes, stacks }: StackCapture): string[] {
  return profiles
    .flatMap(({ event, startNs, samples }) =>
      Array.from({ length: samples.length }, (_, i) => {
        const address = codes.address[stacks.frame[samples.stack[i] ?? 0] ?? 0] ?? 0;
        const leaf = BigInt.asUintN(64, BigInt(address)).toString(16);
        return [event, startNs + BigInt(samples.time?.[i] ?? 0), samples.weight[i], leaf].join(" ");
      }),
    )
    .sort();
}

describe("READ of a group", () => {
  const printed = [...text("group.script.txt.gz").matchAll(/(\d+)\.(\d{9}):\s+(\d+)\s+(\S+): *\n\s+(\w+)/g)].map(
    ([, seconds, ns, period, event, leaf]) => [event, `${seconds}${ns}`, period, leaf].join(" "),
  );

  it("gives every event of the group the samples that perf script prints for it", async () => {
    const capture = await decode(fixture("group.perf.data.gz"));
    expect(printed).toHaveLength(105);
    expect(samplesOf(capture)).toEqual(printed.sort());
    const totals = (event: string): number[] => {
      const periods = printed.filter((line) => line.startsWith(`${event} `)).map((line) => Number(line.split(" ")[2]));
      return [periods.length, periods.reduce((sum, period) => sum + period, 0)];
    };
    expect(capture.perf?.records["SAMPLE"]).toBe(36);
    expect(
      capture.perf?.events.map(({ name, samples, values, periodTotal }) => [name, samples, values, periodTotal]),
    ).toEqual(
      [
        ["cpu-clock", 36],
        ["page-faults", 0],
        ["context-switches", 0],
      ].map(([name, samples]) => {
        const [values = 0, total = 0] = totals(String(name));
        return [name, samples, values, BigInt(total)];
      }),
    );
    expect(capture.losses).toEqual([]);
  });

  it("leaves out values of ids that no event has, and says how many", async () => {
    const bytes = fixture("group.perf.data.gz");
    const records = recordsOf(bytes).map((record) => {
      if (record.type !== RECORD.SAMPLE) return record;
      const body = record.body.slice();
      const members = memberOffset(body);
      viewOf(body).setUint32(members + 8 + 24, 0xfffff, true); // id of the second one
      return { ...record, body };
    });
    const { losses, profiles } = await decode(withRecords(bytes, records));
    expect(profiles.map(({ event }) => event)).toEqual(["cpu-clock", "context-switches"]);
    expect(losses).toMatchObject([{ count: 36, first: { where: "SAMPLE READ" } }]);
  });

  it("does not believe the number of members", async () => {
    const bytes = fixture("group.perf.data.gz");
    const records = recordsOf(bytes).map((record) => {
      if (record.type !== RECORD.SAMPLE) return record;
      const body = record.body.slice();
      viewOf(body).setUint32(memberOffset(body) - GROUP_HEAD, 0xffff_ffff, true);
      return { ...record, body };
    });
    const { losses } = await decode(withRecords(bytes, records));
    expect(losses).toMatchObject([{ count: 36, first: { code: "Malformed", where: "SAMPLE READ" } }]);
  });
});

const GROUP_HEAD = 8; // nr: there are no times in read_format

/** Where { value, id, lost } of the first member begins: the only u64 3 in front of a chain. */
function memberOffset(body: Uint8Array): number {
  for (let at = 0; at + 8 <= body.length; at += 8) {
    if (viewOf(body).getBigUint64(at, true) === 3n) return at + GROUP_HEAD;
  }
  throw new Error("no group");
}

describe("fields of samples as columns", () => {
  const lines = text("fields.script.txt.gz").trimEnd().split("\n");
  const printed = lines.map((line) => {
    // the text of DATA_SRC is cut where it is long, by perf
    const match =
      /^\s*\S+:\s+([0-9a-f]+)\s+[0-9a-f]+ \|(.*?\|BLK(?: +(?:N\/A|Data|Addr))?)\s+(\d+)\s+([0-9a-f]+) *$/.exec(line);
    if (match === null) throw new Error(line);
    const [, addr = "", dataSrc = "", weight, physAddr = ""] = match;
    return {
      addr: Number(`0x${addr}`),
      dataSrc: withoutNothing(dataSrc),
      weight: Number(weight),
      physAddr: Number(`0x${physAddr}`),
    };
  });

  /** perf prints N/A for what is not known; here such parts are missing. */
  function withoutNothing(decoded: string): string | null {
    const parts = decoded
      .split("|")
      .map((part) => part.replaceAll("N/A or ", "").replaceAll("N/A", "").replace(/ +/g, " ").trim())
      .filter((part) => part.includes(" ") && part !== "OP No");
    return parts.every((part) => part === "LCK No") ? null : parts.join("|");
  }

  const values = (arg: ArgColumn | undefined): unknown[] => {
    if (arg === undefined) return [];
    if (arg.kind === "string") return Array.from(arg.values, (row) => arg.strings[row] ?? null);
    return Array.from(arg.values, (value) => (Number.isNaN(value) ? 0 : value));
  };

  it("are those of perf script: addresses, weights, where the data came from", async () => {
    const [profile] = (await decode(fixture("fields.perf.data.gz"))).profiles;
    const arg = (name: string): unknown[] => values(profile?.args.find((candidate) => candidate.name === name));
    expect(printed).toHaveLength(130);
    expect(arg("addr")).toEqual(printed.map(({ addr }) => addr));
    expect(arg("phys_addr")).toEqual(printed.map(({ physAddr }) => physAddr));
    expect(arg("weight")).toEqual(printed.map(({ weight }) => weight));
    expect(arg("data_src")).toEqual(printed.map(({ dataSrc }) => dataSrc));
    expect(new Set(arg("cgroup"))).toEqual(new Set(["/"])); // by its CGROUP record
    expect(new Set(arg("code_page_size"))).toEqual(new Set([4096]));
    expect(profile?.args.map(({ name }) => name)).not.toContain("data_page_size"); // 0 everywhere
  });

  it("are left out of recordings to which perf adds them without a value", async () => {
    for (const name of ["dwarf-zstd.perf.data", "go-dwarf.perf.data.gz"]) {
      const { profiles } = await decode(fixture(name));
      expect(profiles.map(({ args }) => args)).toEqual([[]]);
    }
  });

  it("stay with their samples when these end too early: what is missing has no value", async () => {
    const bytes = fixture("fields.perf.data.gz");
    const records = recordsOf(bytes).map((record, i) =>
      record.type === RECORD.SAMPLE && i % 2 === 0 ? { ...record, body: record.body.slice(0, -32) } : record,
    );
    const { losses, profiles } = await decode(withRecords(bytes, records));
    expect(losses.map(({ first }) => first.where)).toEqual(["SAMPLE PHYS_ADDR"]);
    expect(profiles[0]?.samples.length).toBe(130);
  });
});

describe("--call-graph lbr", () => {
  it("takes the user's frames from the branch stack, the kernel's from the chain", async () => {
    const bytes = fixture("cpu-fp.perf.data").slice();
    const view = viewOf(bytes);
    for (let event = 0; event < 3; event++) {
      const at = attrOffset(bytes, event);
      view.setUint32(at + 24, view.getUint32(at + 24, true) | BRANCH_STACK, true);
      view.setUint32(at + 72, CALL_STACK | HW_INDEX, true);
    }
    const branches = [0x401000n, 0x402000n, 0n, 0x403000n, 0x404000n, 0n]; // { from, to, flags }, the newest first
    const tail = new Uint8Array(new BigUint64Array([2n, 5n, ...branches]).buffer);
    const records = recordsOf(bytes).map((record) =>
      record.type === RECORD.SAMPLE ? { ...record, body: concat([record.body, tail]) } : record,
    );
    const { stacks, profiles, codes, losses } = await decode(withRecords(bytes, records));
    expect(losses).toEqual([]);
    const expected = new Set<string>();
    for (const { samples } of profiles) {
      for (const leaf of samples.stack) {
        const frames: number[] = [];
        for (let row = leaf; row >= 0; row = stacks.prefix[row] ?? -1) frames.push(stacks.frame[row] ?? 0);
        const user = frames.filter((code) => (codes.flags[code] ?? 0) % 4 < 2);
        expected.add(user.map((code) => (codes.address[code] ?? 0) & 0xfffff).join());
        expect(user.map((code) => codes.flags[code])).toEqual([0, 0, 0]);
      }
    }
    expect([...expected]).toEqual([[0x2000, 0x1000, 0x3000].join()]);
  });
});

const BRANCH_STACK = 1 << 11;
const CALL_STACK = 1 << 11;
const HW_INDEX = 1 << 17;
