import type { ArgColumn, ValueTable } from "../model/profile";

/** What a tracepoint's argument was in one sample, flags and symbols by name; "" where the sample lacks it. */
export function argText(arg: ArgColumn, row: number): string {
  if (arg.kind === "string") return arg.strings[arg.values[row]] ?? "";
  const value = arg.values[row];
  if (Number.isNaN(value)) return "";
  if (arg.kind === "flags") return flagsText(value, arg.table);
  if (arg.kind === "symbol") return symbolText(value, arg.table);
  if (arg.kind === "number") return String(value);
  return value >= 0 && value <= Number.MAX_SAFE_INTEGER ? `0x${value.toString(16)}` : hex(bitsOf(value));
}

/** Every flag whose bits are all set, longer ones first as the event lists them, and what is left in hex. */
function flagsText(value: number, { mask, zero, delimiter, values }: ValueTable): string {
  let left = bitsOf(value) & bitsOf(mask);
  if (left === 0n && zero !== null) return zero;
  const names: string[] = [];
  for (const [flag, name] of values) {
    const bits = bitsOf(flag);
    if (bits === 0n ? left !== 0n || names.length > 0 : (left & bits) !== bits) continue;
    names.push(name);
    left &= ~bits;
  }
  if (left !== 0n || names.length === 0) names.push(hex(left));
  return names.join(delimiter);
}

function symbolText(value: number, { mask, zero, values }: ValueTable): string {
  const bits = bitsOf(value) & bitsOf(mask);
  const known = values.find(([symbol]) => bitsOf(symbol) === bits);
  if (known !== undefined) return known[1];
  return bits === 0n && zero !== null ? zero : hex(bits);
}

function bitsOf(value: number): bigint {
  return BigInt.asUintN(64, BigInt(value));
}

function hex(bits: bigint): string {
  return `0x${bits.toString(16)}`;
}
