import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { instructionText, type Sw64Cpu } from "./isa";

function text(name: string): string {
  const bytes = readFileSync(new URL(`fixtures/${name}`, import.meta.url));
  return (name.endsWith(".gz") ? gunzipSync(bytes) : bytes).toString();
}

// biome-ignore format: names of the ABI, r0 to r31
const ABI = ["v0", "t0", "t1", "t2", "t3", "t4", "t5", "t6", "t7", "s0", "s1", "s2", "s3", "s4", "s5", "fp", "a0", "a1", "a2", "a3", "a4", "a5", "t8", "t9", "t10", "t11", "ra", "t12", "at", "gp", "sp", "zero"];

/** Any dialect as "mnemonic operands" with registers by number and aliases undone. */
function normalised(mnemonic: string, operands: string): string {
  const numbered = operands
    .replace(/(?<![\w$])[a-z][a-z0-9]*\b/g, (name) => (ABI.includes(name) ? `$${ABI.indexOf(name)}` : name))
    .replace(/\$r(\d)/g, "$$$1");
  const undo = ALIASES[mnemonic];
  return undo === undefined ? `${mnemonic} ${numbered}`.trim() : undo(numbered);
}

const ALIASES: Readonly<Record<string, (operands: string) => string>> = {
  nop: () => "bis $31,$31,$31",
  clr: (operands) => `bis $31,$31,${operands}`,
  mov: (operands) => `bis $31,${operands}`,
  or: (operands) => `bis ${operands}`,
  negl: (operands) => `subl $31,${operands}`,
  ldi: (operands) => `ldi ${operands.endsWith(")") ? operands : `${operands}($31)`}`,
  ldih: (operands) => `ldih ${operands.endsWith(")") ? operands : `${operands}($31)`}`,
};

function ours(word: number, address: number, cpu: Sw64Cpu | null): string {
  const [mnemonic = "", operands = ""] = instructionText(word, address, cpu).split("\t");
  return normalised(mnemonic, operands);
}

function wordOf(bytesLe: string): number {
  return Buffer.from(bytesLe, "hex").readUInt32LE();
}

interface Row {
  readonly cpu: Sw64Cpu;
  readonly address: number;
  readonly word: number;
  readonly mnemonic: string;
  readonly operands: string;
}

const rowsBySource = new Map<string, Row[]>();
for (const line of text("disasm-oracle.tsv.gz").trim().split("\n").slice(1)) {
  const [source = "", cpu, pc = "", bytes = "", mnemonic = "", operands = ""] = line.split("\t");
  const row = {
    cpu: cpu as Sw64Cpu,
    address: Number(BigInt.asIntN(64, BigInt(`0x${pc}`))),
    word: wordOf(bytes),
    mnemonic,
    operands,
  };
  rowsBySource.set(source, [...(rowsBySource.get(source) ?? []), row]);
}

describe("the text of", () => {
  it("7,454 instructions of real listings is objdump's, to the letter", () => {
    const rows = rowsBySource.get("gnu-objdump") ?? [];
    expect(rows.length).toBe(7454);
    const texts = rows.map(({ word, address, cpu }) => instructionText(word, address, cpu));
    expect(texts).toEqual(rows.map(({ mnemonic, operands }) => `${mnemonic}\t${operands}`));
  });

  it("1,596 instructions is that of QEMU's disassembler, on both generations", () => {
    const rows = rowsBySource.get("gnu-qemu8-disas") ?? [];
    expect(rows.length).toBe(1596);
    expect(rows.map(({ word, address, cpu }) => ours(word, address, cpu))).toEqual(
      rows.map(({ mnemonic, operands }) => {
        // Its table has no prefetch where a vector is loaded into $f31; GNU's older one and LLVM's have.
        const isPrefetch = mnemonic === "vlds" && operands.startsWith("$f31,");
        return isPrefetch ? `e_fillde ${normalised("", operands).slice(5)}` : normalised(mnemonic, operands);
      }),
    );
  });

  it("1,327 instructions is what LLVM assembled, but for what the two name differently", () => {
    const rows = rowsBySource.get("llvm-mc-17-asm") ?? [];
    expect(rows.length).toBe(1327);
    expect(rows.map(({ word }) => withRawHint(ours(word, 0, "core4")))).toEqual(
      rows.map(({ word, mnemonic, operands }) => {
        if (mnemonic === "rd_f" || mnemonic === "wr_f") return `.long 0x${word.toString(16)}`; // core3 only, for GNU
        return normalised(SHIFTS_OF_CORE4[mnemonic] ?? mnemonic, operands);
      }),
    );
  });

  it.each(["own.d4", "own.gp"])("all of .text of %s is that of QEMU's disassembler", (name) => {
    const lines = text(`${name}.dis.txt`).trim().split("\n");
    expect(lines.length).toBeGreaterThan(700);
    const words = lines.map((line) => line.split("\t"));
    expect(words.map(([pc, word]) => ours(Number(`0x${word}`), Number(`0x${pc}`), "core3"))).toEqual(
      words.map(([, , mnemonic = "", operands = ""]) => normalised(mnemonic, operands)),
    );
  });
});

/** LLVM keeps core3's names. */
const SHIFTS_OF_CORE4: Readonly<Record<string, string>> = { sll: "slll", srl: "srll", sra: "sral" };

/** LLVM writes the hint of a call as the number it is, GNU as the address that it makes at address 0. */
function withRawHint(line: string): string {
  return line.replace(/^((?:call|jmp) .*,)([0-9a-f]+)$/, (_, start, address) => `${start}${(parse(address) - 4) / 4}`);
}

function parse(hex: string): number {
  return Number.parseInt(hex, 16);
}

interface Entry {
  readonly mnemonic: string;
  readonly mask: string;
  readonly match: string;
  readonly operands: readonly { readonly name: string; readonly kind: string; readonly lsb: number; width: number }[];
  readonly isa: "base" | "simd" | Sw64Cpu;
  readonly constraints?: readonly string[];
}

/** Every entry of the table, read backwards: an assembler. */
const entries: readonly Entry[] = JSON.parse(text("sw64-isa.json.gz"));

/** The words that a line may stand for, unused fields aside: "mnemonic" and the values of its operands, in order. */
function assemble(line: string, address: number): readonly { readonly mask: number; readonly word: number }[] {
  const [mnemonic = "", operands = ""] = line.split("\t");
  const values = operands.split(/[,()]+/).filter((value) => value !== "");
  const truth = /^vlog([0-9a-f]+)$/.exec(mnemonic)?.[1];
  return entries
    .filter((entry) => entry.mnemonic === (truth === undefined ? mnemonic : "vlog"))
    .filter((entry) => entry.operands.length === values.length)
    .map((entry) => {
      let [word, mask] = [Number(entry.match), Number(entry.mask)];
      const set = (value: number, lsb: number, width: number) => {
        const field = (2 ** width - 1) << lsb;
        word = (word | ((value << lsb) & field)) >>> 0;
        mask = (mask | field) >>> 0;
      };
      for (const [i, { kind, lsb, width }] of entry.operands.entries()) {
        set(operandValue(values[i] ?? "", kind, address), lsb, width);
      }
      for (const constraint of entry.constraints ?? []) set(word >>> 21, constraint.startsWith("rb") ? 16 : 0, 5);
      if (truth !== undefined) {
        set(parse(truth) >> 6, 26, 2);
        set(parse(truth), 10, 6);
      }
      return { mask, word };
    });
}

function operandValue(value: string, kind: string, address: number): number {
  if (kind === "ireg") return ABI.includes(value) ? ABI.indexOf(value) : Number(value.replace("$r", ""));
  if (kind === "freg") return Number(value.replace("$f", ""));
  return kind === "pcrel" ? (parse(value) - address - 4) / 4 : Number(value);
}

/** A generator of words that is the same in every run (xorshift). */
function* randomWords(): Generator<number, never> {
  for (let state = 0x2545f491; ; ) {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    yield state >>> 0;
  }
}

describe("the table of instructions", () => {
  const address = 0x120001000;

  it("has 709 entries, and what is printed for each stands for the same word again", () => {
    expect(entries.length).toBe(709);
    const random = randomWords();
    const failures: string[] = [];
    for (const entry of entries) {
      const cpus = entry.isa === "core3" || entry.isa === "core4" ? [entry.isa] : (["core3", "core4"] as const);
      const free = ~Number(entry.mask);
      const used = entry.operands.reduce((bits, { lsb, width }) => bits | ((2 ** width - 1) << lsb), 0);
      const truth = entry.mnemonic === "vlog" ? 0x0c00fc00 : 0;
      for (let i = 0; i < 8; i++) {
        let word = (Number(entry.match) | (random.next().value & free & (used | truth))) >>> 0;
        for (const constraint of entry.constraints ?? []) {
          const lsb = constraint.startsWith("rb") ? 16 : 0;
          word = ((word & ~(31 << lsb)) | (((word >>> 21) & 31) << lsb)) >>> 0;
        }
        for (const cpu of cpus) {
          const line = instructionText(word, address, cpu);
          const same = assemble(line, address).some(({ mask, word: again }) => (word & mask) >>> 0 === again);
          if (!same) failures.push(`${entry.mnemonic} ${word.toString(16)} on ${cpu}: ${line}`);
        }
      }
    }
    expect(failures).toEqual([]);
  });

  it("is tried as core3's and then as core4's when the processor is not known", () => {
    const shift = wordOf("0809fc41");
    const division = wordOf("3a024141");
    expect(instructionText(shift, 0, null)).toBe("sll\tfp,$r28,$r8");
    expect(instructionText(division, 0, "core3")).toMatch(/^\.long/);
    expect(instructionText(division, 0, null)).toBe(instructionText(division, 0, "core4"));
    expect(instructionText(0xffffffff, 0, null)).not.toBe("");
  });

  it("calls a word that is none by its number", () => {
    expect(instructionText(0x7c000000, 0, null)).toBe(".long\t0x7c000000");
  });
});
