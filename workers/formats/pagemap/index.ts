import type { PagemapCapture } from "../../../src/model/capture";
import { DecodeError } from "../../../src/model/decodeError";
import { headLines, walkLines } from "../../io/lines";
import { LossLog } from "../../io/lossLog";
import type { Format } from "../format";
import { PagemapColumns } from "./pagemapColumns";

const WHERE = "pagemap";
/** The first line: what the values are, and the bytes of a page. */
const HEADER = /^(pagemap|pte) (\d+)$/;
const RANGE = /^([0-9a-f]{1,16})-([0-9a-f]{1,16})$/;
const LEAST_PAGE_BYTES = 1 << 10;
const MOST_PAGE_BYTES = 1 << 20;
const MAX_RANGE_LINE = 33;

/**
 * /proc/PID/pagemap of some mappings as the capture kit writes it, with `od -An -v -tx8`: a line per mapping, and its
 * values after it, two or more in a line.
 *
 *   pagemap 4096
 *   c000000000-c000400000
 *    81800000001e5600 81800000001e5601
 */
export const pagemap: Format = {
  id: "pagemap",
  label: "pagemap",
  recognises: (head) => HEADER.test(headLines(head, 1)?.[0] ?? ""),
  async decode(source, context): Promise<PagemapCapture> {
    const losses = new LossLog();
    const decoder = new TextDecoder();
    let columns: PagemapColumns | null = null;
    const malformed = (offset: number, what: string): void =>
      losses.add(new DecodeError("Malformed", WHERE, offset, what).failure);
    await walkLines(
      source,
      {
        line(bytes, start, end, offset) {
          if (columns === null) {
            const [, values, pageBytes] = HEADER.exec(decoder.decode(bytes.subarray(start, end))) ?? [];
            columns = new PagemapColumns(values === "pte" ? "pte" : "pagemap", pageBytesOf(pageBytes, offset));
            return;
          }
          if (end === start || columns.values(bytes, start, end)) return;
          const text = end - start > MAX_RANGE_LINE ? "" : decoder.decode(bytes.subarray(start, end));
          const [, from, to] = RANGE.exec(text) ?? [];
          if (from === undefined || to === undefined) return malformed(offset, "neither a range nor values of it");
          if (!columns.range(Number.parseInt(from, 16), Number.parseInt(to, 16)))
            malformed(offset, `a range that is none, or not after the one before: ${text}`);
        },
        tooLong(offset) {
          losses.add(new DecodeError("TooLarge", WHERE, offset, "a line is too long").failure);
        },
      },
      (done, total) => context.progress(done, total),
    );
    if (columns === null) throw new DecodeError("Truncated", WHERE, 0, "the file is empty");
    const { dump, missing, surplus, left } = (columns as PagemapColumns).finish();
    if (missing > 0)
      losses.add(new DecodeError("Truncated", WHERE, source.size, `${missing} values are missing`).failure);
    if (surplus > 0) malformed(0, `${surplus} values outside of their range`);
    if (left > 0) losses.add(new DecodeError("TooLarge", WHERE, 0, `${left} pages are more than fit`).failure);
    const facts = { values: dump.values, pageBytes: dump.pageBytes, ranges: dump.start.length, pages: dump.low.length };
    return { kind: "pagemap", arch: null, facts, losses: losses.list(), dump };
  },
};

function pageBytesOf(text: string | undefined, offset: number): number {
  const pageBytes = Number(text);
  const isSize =
    pageBytes >= LEAST_PAGE_BYTES && pageBytes <= MOST_PAGE_BYTES && Number.isInteger(Math.log2(pageBytes));
  if (!isSize) throw new DecodeError("Malformed", WHERE, offset, `no size of a page: ${text}`);
  return pageBytes;
}
