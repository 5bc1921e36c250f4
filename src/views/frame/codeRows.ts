import type { FramePlace } from "../../analysis/framePlace";
import type { Svma } from "../../model/address";
import { formatAddress } from "../../model/address";
import type { FunctionCode } from "../../model/disassembly";

/**
 * The rows of the listing: an instruction as its number; where the source line or the chain of inlined calls is
 * another than before, a row in front of it as -1 minus its number.
 */
export function codeRows({ instructions, lines }: FunctionCode): Int32Array {
  const rows = new Int32Array(2 * instructions.length);
  let count = 0;
  for (let row = 0; row < instructions.length; row++) {
    const isNew = row === 0 ? hasLine(lines, 0) : !isSameLine(lines, row - 1, row);
    if (isNew) rows[count++] = -1 - row;
    rows[count++] = row;
  }
  return rows.slice(0, count);
}

function hasLine(lines: FunctionCode["lines"], row: number): boolean {
  return lines.start[row + 1] > lines.start[row] && lines.file[lines.start[row]] >= 0;
}

function isSameLine({ start, func, file, line }: FunctionCode["lines"], a: number, b: number): boolean {
  const length = start[a + 1] - start[a];
  if (length !== start[b + 1] - start[b]) return false;
  for (let i = 0; i < length; i++) {
    const [x, y] = [start[a] + i, start[b] + i];
    if (func[x] !== func[y] || file[x] !== file[y] || line[x] !== line[y]) return false;
  }
  return true;
}

/** The calls at an instruction, innermost inline first. */
export function chainAt({ lines }: FunctionCode, row: number): readonly FramePlace[] {
  const { strings, start, func, file, line } = lines;
  return Array.from({ length: start[row + 1] - start[row] }, (_, i) => {
    const at = start[row] + i;
    return { func: strings[func[at]], file: file[at] < 0 ? null : strings[file[at]], line: line[at] };
  });
}

/** "main.go:43", "main.go", "". */
export function placeText({ file, line }: FramePlace): string {
  if (file === null) return "";
  const base = file.slice(file.lastIndexOf("/") + 1);
  return line > 0 ? `${base}:${line}` : base;
}

/** The bytes of an instruction as objdump prints them: "e8 4d 01 00 00". */
export function bytesText({ address, bytes, size }: FunctionCode["instructions"], row: number): string {
  const start = address[row] - address[0];
  return Array.from(bytes.subarray(start, start + size[row]), (byte) => byte.toString(16).padStart(2, "0")).join(" ");
}

/** An address without 0x, as listings have it. */
export function addressText(address: number): string {
  return formatAddress(address as Svma).slice("0x".length);
}

/** What an instruction goes to, or else refers to. */
export interface Reference {
  readonly address: number; // Svma
  readonly name: string;
  readonly isCode: boolean;
  readonly isTarget: boolean; // it goes there
}

export function referenceAt({ instructions, places }: FunctionCode, row: number): Reference | null {
  const isTarget = !Number.isNaN(instructions.target[row]);
  const address = isTarget ? instructions.target[row] : instructions.refers[row];
  const at = Number.isNaN(address) ? -1 : places.address.indexOf(address);
  return at < 0 ? null : { address, name: places.name[at], isCode: places.isCode[at] === 1, isTarget };
}
