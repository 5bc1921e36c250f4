import type { HarnessCapture } from "../../../src/model/capture";
import { DecodeError } from "../../../src/model/decodeError";
import type { ArgColumn } from "../../../src/model/profile";
import { HARNESS_MAX_ROWS } from "../../io/limits";
import { walkLines } from "../../io/lines";
import { LossLog } from "../../io/lossLog";
import type { Format } from "../format";
import { HarnessColumns } from "./harnessColumns";
import { fieldsOf, readHeader } from "./header";

const WHERE = "harness CSV";
const MOST_HEAD_BYTES = 4096;

/**
 * What the sampling experiment writes: a header row, and a row per stack that was taken. Columns are found by name
 * (header.ts):
 *
 *     arch,sample,record,depth,truncated_512,truncated_32,median_abs_pc_minus_entry
 *     amd64,0,0,5,false,false,598
 */
export const harness: Format = {
  id: "harness-csv",
  label: "sampling harness CSV",
  recognises(head) {
    const line = firstLine(head);
    return line !== null && readHeader(line) !== null;
  },
  async decode(source, context): Promise<HarnessCapture> {
    const header = readHeader(firstLine(await source.read(0, Math.min(source.size, MOST_HEAD_BYTES))) ?? "");
    if (header === null) throw new DecodeError("Malformed", WHERE, 0, "the first line names no depth");
    const columns = new HarnessColumns(header);
    const losses = new LossLog();
    const decoder = new TextDecoder();
    let isHeader = true;
    await walkLines(
      source,
      {
        line(bytes, start, end, offset) {
          if (isHeader || end === start) {
            isHeader = false;
            return;
          }
          if (columns.length >= HARNESS_MAX_ROWS) {
            losses.add(new DecodeError("TooLarge", WHERE, offset, `more than ${HARNESS_MAX_ROWS} rows`).failure);
            return;
          }
          const fields = fieldsOf(decoder.decode(bytes.subarray(start, end)));
          const depth = Number(fields[header.known.get("depth") ?? -1] || "x");
          if (fields.length === header.names.length && depth >= 0) columns.push(fields);
          else {
            const detail = `${fields.length} fields of ${header.names.length}, depth ${depth}`;
            losses.add(new DecodeError("Malformed", WHERE, offset, detail).failure);
          }
        },
        tooLong(offset) {
          losses.add(new DecodeError("TooLarge", WHERE, offset, "a line longer than any row").failure);
        },
      },
      (done, total) => context.progress(done, total),
    );
    if (columns.length === 0) throw new DecodeError("Malformed", WHERE, 0, "no row is a stack");
    const rows = columns.finish();
    const archs = valuesOf(rows.labels.find(({ name }) => name === "arch"));
    return {
      kind: "harness-csv",
      arch: archs.length === 1 ? (ARCHS[archs[0] ?? ""] ?? archs[0] ?? null) : null,
      facts: {
        rows: rows.length,
        calls: rows.calls,
        limit: Number.isNaN(rows.limit) ? null : rows.limit,
        truncated: rows.truncated.reduce((sum, one) => sum + one, 0),
        columns: header.names,
      },
      losses: losses.list(),
      rows,
    };
  },
};

/** GOARCH as ELF and perf call it. */
const ARCHS: Readonly<Record<string, string>> = { amd64: "x86_64", sw64: "sw_64" };

function valuesOf(label: ArgColumn | undefined): readonly string[] {
  return label?.kind === "string" ? label.strings : [];
}

/** Without what some spreadsheets write before it; null where the first 4 KiB have none. */
function firstLine(head: Uint8Array): string | null {
  const end = head.indexOf(0x0a);
  if (end < 0 || end > MOST_HEAD_BYTES) return null;
  const line = new TextDecoder().decode(head.subarray(0, end));
  return line.endsWith("\r") ? line.slice(0, -1) : line;
}
