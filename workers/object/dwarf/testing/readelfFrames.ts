import { CfiMachine } from "../cfiInstructions";
import type { CfiState } from "../cfiState";
import { RULE } from "../cfiState";
import type { CfiTable } from "../cfiTable";

/** What `readelf -wF` (binutils) prints of one FDE. */
interface ReadelfFde {
  readonly start: number;
  readonly end: number;
  readonly columns: readonly string[]; // registers
  readonly rows: readonly { readonly at: number; readonly cells: readonly string[] }[]; // the CFA, then the columns
}

function parseReadelfFrames(text: string): ReadelfFde[] {
  const fdes: { start: number; end: number; columns: string[]; rows: { at: number; cells: string[] }[] }[] = [];
  let current: (typeof fdes)[number] | null = null;
  for (const line of text.split("\n")) {
    const head = / FDE .*pc=([0-9a-f]+)\.\.([0-9a-f]+)/.exec(line);
    if (head !== null) {
      current = { start: hex(head[1]), end: hex(head[2]), columns: [], rows: [] };
      fdes.push(current);
    } else if (/ CIE /.test(line)) current = null;
    else if (/^\s+LOC\s/.test(line) && current !== null) current.columns = line.trim().split(/\s+/).slice(2);
    else if (/^[0-9a-f]{8,16} (?!ZERO)/.test(line) && current !== null) {
      const [at = "", ...cells] = line
        .replace(/ \(\w+\)/g, "")
        .trim()
        .split(/\s+/); // "r12 (r12)": in register r12
      current.rows.push({ at: hex(at), cells });
    }
  }
  return fdes;
}

/** Each row of the table that differs from readelf's, both as text; and how many rows there were. */
export function differencesFromReadelf(
  table: CfiTable,
  text: string,
  names: readonly string[],
): { readonly rows: number; readonly differences: readonly string[] } {
  const differences: string[] = [];
  let rows = 0;
  const ours = [...table.fdes()];
  const theirs = parseReadelfFrames(text).filter(({ start, end }) => end > start);
  if (ours.length !== theirs.length) differences.push(`${ours.length} FDEs, readelf has ${theirs.length}`);
  for (const [index, their] of theirs.entries()) {
    const fde = ours[index];
    if (fde === undefined || fde.start !== their.start || fde.end !== their.end) {
      differences.push(`FDE ${index}: ${fde?.start}..${fde?.end}, readelf ${their.start}..${their.end}`);
      continue;
    }
    const lines = printedRows(new CfiMachine(table.section, fde), their.columns, names);
    rows += lines.length;
    if (their.rows.length === 0) continue; // readelf prints no table of an FDE without instructions
    const theirLines = lastOfEach(their.rows.filter(({ at }) => at < fde.end));
    for (let i = 0; i < Math.max(lines.length, theirLines.length); i++) {
      if (lines[i] !== theirLines[i]) differences.push(`${lines[i]}, readelf ${theirLines[i]}`);
    }
  }
  return { rows, differences };
}

/** Several rows at one address: the last one holds. */
function lastOfEach(rows: ReadelfFde["rows"]): string[] {
  return rows
    .filter(({ at }, i) => rows[i + 1]?.at !== at)
    .map(({ at, cells }) => `${at.toString(16)}: ${cells.join(" ")}`);
}

function printedRows(machine: CfiMachine, columns: readonly string[], names: readonly string[]): string[] {
  const registers = columns.map((name) => (name === "ra" ? machine.fde.cie.returnRegister : names.indexOf(name)));
  const lines: string[] = [];
  machine.rows((start) => {
    lines.push(`${start.toString(16)}: ${cells(machine.state, registers, names).join(" ")}`);
    return true;
  });
  return lines;
}

const PRINTED: Readonly<Record<number, (value: number) => string>> = {
  [RULE.UNSPECIFIED]: () => "u",
  [RULE.UNDEFINED]: () => "u",
  [RULE.SAME_VALUE]: () => "s",
  [RULE.OFFSET]: (value) => `c${signed(value)}`,
  [RULE.VAL_OFFSET]: (value) => `v${signed(value)}`,
  [RULE.REGISTER]: (value) => `r${value}`,
  [RULE.EXPRESSION]: () => "exp",
  [RULE.VAL_EXPRESSION]: () => "vexp",
};

function cells(state: CfiState, columns: readonly number[], names: readonly string[]): string[] {
  const cfa = state.isCfaExpression
    ? "exp"
    : `${names[state.cfaRegister] ?? `r${state.cfaRegister}`}${signed(state.cfaOffset)}`;
  return [cfa, ...columns.map((column) => PRINTED[state.kind[column] ?? 0]?.(state.value[column] ?? 0) ?? "?")];
}

function signed(value: number): string {
  return value < 0 ? String(value) : `+${value}`;
}

function hex(text = ""): number {
  return Number(BigInt.asIntN(64, BigInt(`0x${text}`)));
}
