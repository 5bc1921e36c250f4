import { ISA_TABLE } from "./isaTable";
import { bits, operandPrinter } from "./operands";

/** The two generations: core3 is SW6A, SW6B and SW4D, core4 is SW8A. They differ in some 280 encodings. */
export type Sw64Cpu = "core3" | "core4";

interface Encoding {
  readonly cpu: string; // Sw64Cpu, or "base" and "simd" for both
  readonly mask: number;
  readonly match: number;
  readonly mnemonic: string;
  /** Register fields that must be equal, by their lowest bits. */
  readonly equal: readonly (readonly [number, number])[];
  readonly operands: (word: number, address: number) => string;
}

/**
 * An instruction word as GNU objdump prints it, mnemonic and operands with a tab between them. Without a processor
 * core3 is tried first: where the two give different names to the same bits, core3's are those of older programs.
 */
export function instructionText(word: number, address: number, cpu: Sw64Cpu | null): string {
  const encoding = cpu === null ? (find(word, "core3") ?? find(word, "core4")) : find(word, cpu);
  if (encoding === null) return `.long\t0x${word.toString(16)}`;
  return `${mnemonicOf(encoding, word)}\t${encoding.operands(word, address)}`;
}

/** "vlog" is followed by its truth table, whose bits lie in two places. */
function mnemonicOf({ mnemonic }: Encoding, word: number): string {
  if (mnemonic !== "vlog") return mnemonic;
  return `vlog${((bits(word, 26, 2) << 6) | bits(word, 10, 6)).toString(16)}`;
}

function find(word: number, cpu: Sw64Cpu): Encoding | null {
  const candidates = encodings(cpu)[word >>> 26] ?? [];
  return candidates.find((encoding) => fits(encoding, word)) ?? null;
}

function fits({ mask, match, equal }: Encoding, word: number): boolean {
  if ((word & mask) >>> 0 !== match) return false;
  return equal.every(([a, b]) => bits(word, a, 5) === bits(word, b, 5));
}

const byOpcode: Partial<Record<Sw64Cpu, readonly (readonly Encoding[])[]>> = {};

/** By opcode, bits 31:26: those that may have it, in the table's order. */
function encodings(cpu: Sw64Cpu): readonly (readonly Encoding[])[] {
  const known = byOpcode[cpu];
  if (known !== undefined) return known;
  const all = [...parseTable()].filter(({ cpu: of }) => of === "base" || of === "simd" || of === cpu);
  const table = Array.from({ length: 64 }, (_, opcode) =>
    all.filter(({ mask, match }) => (((opcode << 26) ^ match) & mask & 0xfc000000) === 0),
  );
  byOpcode[cpu] = table;
  return table;
}

function* parseTable(): Iterable<Encoding> {
  let head: Omit<Encoding, "match" | "mnemonic"> | null = null;
  for (const line of ISA_TABLE.split("\n")) {
    const [, cpu = "", mask = "", syntax = "", conditions = ""] = HEAD.exec(line) ?? [];
    if (cpu !== "") {
      const operands = operandPrinter(syntax === "-" ? "" : syntax);
      head = { cpu, mask: Number.parseInt(mask, 16), operands, equal: equalities(conditions) };
    } else if (head !== null) {
      for (const [, mnemonic = "", match = ""] of line.matchAll(/(\S+) ([0-9a-f]{8})/g)) {
        yield { ...head, mnemonic, match: Number.parseInt(match, 16) };
      }
    }
  }
}

const HEAD = /^(\w+) +([0-9a-f]{8}) (\S+?)((?: \w\w=\w\w)*):$/;
const LOWEST_BIT: Readonly<Record<string, number>> = { ra: 21, rb: 16, rc: 0 };

function equalities(conditions: string): readonly (readonly [number, number])[] {
  return [...conditions.matchAll(/(\w\w)=(\w\w)/g)].map(([, a = "", b = ""]) => [
    LOWEST_BIT[a] ?? 0,
    LOWEST_BIT[b] ?? 0,
  ]);
}
