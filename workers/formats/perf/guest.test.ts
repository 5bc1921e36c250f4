import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import type { StackCapture } from "../../../src/model/capture";
import { CODE_GUEST, CODE_KERNEL } from "../../../src/model/stacks";
import { bytesSource } from "../../io/byteSource";
import { perf } from "./index";
import { RECORD } from "./recordType";
import { concat, type RawRecord, recordsOf, viewOf, withRecords } from "./testing/perfFile";

// There is no virtual machine in our recordings: the one below is cpu-fp with its kernel as that of a machine.

const host = new Uint8Array(readFileSync(new URL("./fixtures/cpu-fp.perf.data", import.meta.url)));
const pid = viewOf(recordsOf(host).find(({ type }) => type === RECORD.SAMPLE)?.body ?? host).getUint32(8, true);

async function decode(bytes: Uint8Array): Promise<StackCapture> {
  const capture = await perf.decode(bytesSource("test", bytes), { progress() {} });
  if (capture.kind !== "perf") throw new Error("no perf capture");
  return capture;
}

const GUEST_MARKERS: ReadonlyMap<bigint, bigint> = new Map([
  [-128n, -2176n], // KERNEL, GUEST_KERNEL
  [-512n, -2560n], // USER, GUEST_USER
]);

/** The same with every sample taken inside the machine that process `machine` is. */
function insideMachine(machine: number, name: string): Uint8Array {
  const records = recordsOf(host).map((record): RawRecord => {
    const body = record.body.slice();
    const view = viewOf(body);
    if (record.type === RECORD.SAMPLE) {
      for (let at = 0; at + 8 <= body.length; at += 8) {
        const marker = GUEST_MARKERS.get(view.getBigInt64(at, true));
        if (marker !== undefined) view.setBigInt64(at, marker, true);
      }
      return { ...record, misc: record.misc + 3, body };
    }
    if (record.type !== RECORD.MMAP || view.getInt32(0, true) !== -1) return record;
    view.setInt32(0, machine, true);
    const path = new Uint8Array(Math.ceil((name.length + 1) / 8) * 8);
    path.set(new TextEncoder().encode(name));
    return { type: record.type, misc: 4, body: concat([body.subarray(0, 32), path, body.subarray(-24)]) };
  });
  return withRecords(host, records);
}

function kernelCodes({ codes, modules }: StackCapture): string[] {
  return Array.from({ length: codes.length }, (_, i) => i)
    .filter((code) => ((codes.flags[code] ?? 0) & CODE_KERNEL) !== 0)
    .map((code) => `${modules[codes.module[code] ?? -1]?.path} ${codes.address[code]}`);
}

it.each([
  [0, "[guest.kernel.kallsyms]_text"],
  [pid, `[guest.kernel.kallsyms.${pid}]_text`],
])("finds the code of a virtual machine's kernel in the mappings of its own: machine %i", async (machine, name) => {
  const guest = await decode(insideMachine(machine, name));
  const path = name.replace("_text", "");
  const expected = kernelCodes(await decode(host)).map((code) => code.replace("[kernel.kallsyms]", path));
  expect(new Set(kernelCodes(guest))).toEqual(new Set(expected));
  expect(guest.modules.find((module) => module.path === path)?.anchor?.symbol).toBe("_text");
  expect(guest.codes.flags.every((flags) => (flags & CODE_GUEST) !== 0)).toBe(true);
});

it("does not take the kernel of another machine, nor the host's", async () => {
  const guest = await decode(insideMachine(pid + 1, "[guest.kernel.kallsyms]_text"));
  expect(new Set(kernelCodes(guest).map((code) => code.split(" ")[0]))).toEqual(new Set(["undefined"]));
});
