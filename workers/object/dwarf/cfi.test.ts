import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { DecodeError } from "../../../src/model/decodeError";
import { bytesSource } from "../../io/byteSource";
import { openElf } from "../elf/elf";
import { CfiMachine } from "./cfiInstructions";
import { CfiSection } from "./cfiSection";
import { CfiTable } from "./cfiTable";
import { type Cfi, openCfi } from "./openCfi";
import { differencesFromReadelf } from "./testing/readelfFrames";

const X86 = "rax rdx rcx rbx rsi rdi rbp rsp r8 r9 r10 r11 r12 r13 r14 r15 rip".split(" ");
const SW64 = Array.from({ length: 32 }, (_, i) => `r${i}`);

function file(path: string): Uint8Array {
  const bytes = readFileSync(new URL(path, import.meta.url));
  return path.endsWith(".gz") ? gunzipSync(bytes) : bytes;
}

async function cfiOf(bytes: Uint8Array): Promise<Cfi> {
  return openCfi(await openElf(bytesSource("test", bytes)));
}

function tableOf({ ehFrame, debugFrame }: Cfi): CfiTable {
  const table = ehFrame ?? debugFrame;
  if (table === null) throw new Error("no call frame information");
  return table;
}

describe("call frame information", () => {
  it.each([
    ["frames.so", "fixtures/cfi/frames.so", X86, 28],
    ["frames64.so", "fixtures/cfi/frames64.so.gz", X86, 15],
    ["tree", "../elf/fixtures/tree", X86, 40],
    ["own.d4", "../elf/fixtures/own.d4", SW64, 40],
    ["own.gp", "../elf/fixtures/own.gp", SW64, 40],
  ])("of %s has the rows that readelf prints", async (name, path, registers, atLeast) => {
    const text = readFileSync(new URL(`fixtures/cfi/${name}.readelf.txt`, import.meta.url), "utf8");
    const { rows, differences } = differencesFromReadelf(tableOf(await cfiOf(file(path))), text, registers);
    expect(differences).toEqual([]);
    expect(rows).toBeGreaterThan(atLeast);
  });

  it("is found by the header's table as by looking at every FDE", async () => {
    const { ehFrame } = await cfiOf(file("../elf/fixtures/tree"));
    if (ehFrame === null) throw new Error("no .eh_frame");
    const scanned = new CfiTable(ehFrame.section, null);
    for (let svma = 0x1000; svma < 0x1600; svma++) {
      const fde = ehFrame.fde(svma);
      expect(fde).toEqual(scanned.fde(svma));
      if (fde !== null) expect(svma >= fde.start && svma < fde.end).toBe(true);
    }
    expect(ehFrame.fde(0x1230)?.start).toBe(0x1210);
    expect(ehFrame.fde(0x1232)).toBeNull(); // padding up to the next function
  });

  it("of a function in its middle is the row that readelf prints there", async () => {
    const { ehFrame } = await cfiOf(file("../elf/fixtures/tree"));
    const state = ehFrame?.row(0x1310)?.state;
    expect([state?.cfaRegister, state?.cfaOffset, state?.value[3], state?.value[16]]).toEqual([7, 56, -56, -8]);
  });

  it("marks signal frames", async () => {
    const { ehFrame } = await cfiOf(file("fixtures/cfi/frames.so"));
    expect(ehFrame?.fde(0x301)?.cie.isSignalFrame).toBe(true);
    expect(ehFrame?.fde(0x310)?.cie.isSignalFrame).toBe(false);
  });

  it("throws nothing but DecodeError, whatever the bytes, and ends", async () => {
    const { ehFrame } = await cfiOf(file("fixtures/cfi/frames.so"));
    const whole = ehFrame?.section.bytes ?? new Uint8Array(0);
    const place = { isEh: true, address: 0x2000, fileOffset: 0, addressBytes: 8, text: 0, data: 0 } as const;
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { maxLength: 8 }),
        fc.nat(whole.length),
        (flips, length) => {
          const bytes = whole.slice(0, length);
          for (const [at, value] of flips) if (at < length) bytes[at] = value;
          runAll(new CfiTable(new CfiSection({ ...place, bytes }), null));
        },
      ),
      { numRuns: 2000 },
    );
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), fc.boolean(), (bytes, isEh) => {
        runAll(new CfiTable(new CfiSection({ ...place, bytes, isEh }), null));
      }),
      { numRuns: 2000 },
    );
  });
});

/** Every row of every FDE; a row that ends where it begins would let this go on for ever. */
function runAll(table: CfiTable): void {
  for (const fde of table.fdes()) {
    try {
      new CfiMachine(table.section, fde).rows((start, end) => {
        expect(end).toBeGreaterThan(start);
        return true;
      });
    } catch (error) {
      if (!(error instanceof DecodeError)) throw error;
    }
  }
}
