import type { Avma, Svma } from "../../../src/model/address";
import { formatAddress } from "../../../src/model/address";

/** Fields of an instruction word by the names that isaTable.ts gives them: the lowest bit, how many, how it is printed. */
const FIELDS: Readonly<Record<string, readonly [lsb: number, width: number, print: Print]>> = {
  ra: [21, 5, register],
  rb: [16, 5, register],
  rc: [0, 5, register],
  r3: [5, 5, register],
  fa: [21, 5, floatRegister],
  fb: [16, 5, floatRegister],
  fc: [0, 5, floatRegister],
  f3: [5, 5, floatRegister],
  lit8: [13, 8, hex],
  lit5: [5, 5, hex],
  th: [21, 5, hex],
  csr: [0, 8, hex],
  hint: [0, 16, hex],
  func25: [0, 25, hex],
  imm13: [13, 13, signed],
  disp12: [0, 12, signed],
  disp16: [0, 16, signed],
  pcrel16: [0, 16, target],
  pcrel21: [0, 21, target],
  pcrel26: [0, 26, target],
};

type Print = (value: number, width: number, address: number) => string;

/** What operands are printed with: "ra,disp16(rb)" as a function. Throws for a field that there is none of. */
export function operandPrinter(syntax: string): (word: number, address: number) => string {
  const parts = syntax.split(/([a-z]\w*)/).map((part, i) => {
    if (i % 2 === 0) return () => part;
    const field = FIELDS[part];
    if (field === undefined) throw new Error(`no field ${part} in SW64's instruction words`);
    const [lsb, width, print] = field;
    return (word: number, address: number) => print(bits(word, lsb, width), width, address);
  });
  return (word, address) => parts.map((part) => part(word, address)).join("");
}

export function bits(word: number, lsb: number, width: number): number {
  return (word >>> lsb) & (2 ** width - 1);
}

export function signedBits(word: number, lsb: number, width: number): number {
  return (word << (32 - lsb - width)) >> (32 - width);
}

/** A branch displacement counts instructions from the next one. */
export function branchTarget(value: number, width: number, address: number): Svma {
  return (address + 4 + 4 * signedBits(value, 0, width)) as Svma;
}

/** What GNU's assembler calls three of them. */
const REGISTER_NAMES: Readonly<Record<number, string>> = { 15: "fp", 26: "ra", 30: "sp" };

function register(value: number): string {
  return REGISTER_NAMES[value] ?? `$r${value}`;
}

function floatRegister(value: number): string {
  return `$f${value}`;
}

/** As "%#x" prints it. */
function hex(value: number): string {
  return value === 0 ? "0" : `0x${value.toString(16)}`;
}

function signed(value: number, width: number): string {
  return String(signedBits(value, 0, width));
}

function target(value: number, width: number, address: number): string {
  return formatAddress(branchTarget(value, width, address) as number as Avma).slice("0x".length);
}
