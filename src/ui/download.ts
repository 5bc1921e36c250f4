import { blobInTurns } from "../model/inTurns";

/** Saves something that the page has made as a file. The only place that makes a link, and only to a blob: URL. */
export function downloadBlob(name: string, blob: Blob): void {
  const url = URL.createObjectURL(blob);
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  // The browser has taken the URL by the next turn; some versions of Firefox only a little later.
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

type CsvRow = readonly (string | number)[];

export async function downloadCsv(name: string, rows: Iterable<CsvRow>): Promise<void> {
  downloadBlob(name, await blobInTurns(csv(rows), "text/csv;charset=utf-8"));
}

/**
 * RFC 4180, with a byte order mark: without it a spreadsheet takes UTF-8 for the system's encoding. A cell that a
 * spreadsheet would run as a formula gets a quote in front: names come from captures.
 */
export function* csv(rows: Iterable<CsvRow>): Generator<string> {
  yield "\ufeff";
  for (const row of rows) yield `${row.map(cell).join(",")}\r\n`;
}

/** What begins a formula, also in the wide forms that spreadsheets take for the same where Chinese or Japanese is written. */
const FORMULA = /^[=+\-@\uff1d\uff0b\uff0d\uff20\t\r\n]/;

function cell(value: string | number): string {
  if (typeof value === "number") return String(value);
  const text = FORMULA.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
