import { type Avma, formatAddress } from "../../../src/model/address";
import type { SymbolsCapture } from "../../../src/model/capture";
import { DecodeError } from "../../../src/model/decodeError";
import type { ByteSource } from "../../io/byteSource";
import { gunzip, gunzipHead, isGzip } from "../../io/gunzip";
import { LossLog } from "../../io/lossLog";
import { isKallsyms, type Kallsyms, kallsymsAddress, parseKallsyms } from "../../object/kallsyms/kallsyms";
import { KALLSYMS_MAX_BYTES } from "../../object/limits";
import type { Format } from "../format";

const WHERE = "kernel symbols";

/** /proc/kallsyms and System.map, as they are or gzipped. */
export const symbols: Format = {
  id: "symbols",
  label: "kallsyms, System.map",
  recognises: (head) => isKallsyms(isGzip(head) ? gunzipHead(head, 4096) : head),
  async decode(source, context): Promise<SymbolsCapture> {
    const losses = new LossLog();
    const table = parseKallsyms(await readText(source, losses));
    if (table.length === 0) throw new DecodeError("Malformed", WHERE, 0, "no line is a symbol");
    if (table.badLines > 0) {
      const detail = `${table.badLines} lines are no symbol`;
      losses.add(new DecodeError("Malformed", WHERE, table.firstBadLine, detail).failure);
    }
    if (table.restricted) {
      const detail = "every address is 0, the kernel hid them (kptr_restrict): copy the file again as root";
      losses.add(new DecodeError("Malformed", WHERE, 0, detail).failure);
    }
    context.progress(source.size, source.size);
    return {
      kind: "symbols",
      arch: null,
      losses: losses.list(),
      facts: {
        symbols: table.length,
        text_symbols: countText(table),
        modules: table.modules.length,
        restricted: table.restricted,
        first: formatAddress((table.address[0] ?? 0) as Avma),
        _text: stated(table, "_text"),
        _stext: stated(table, "_stext"),
      },
    };
  },
};

async function readText(source: ByteSource, losses: LossLog): Promise<Uint8Array> {
  if (isGzip(await source.read(0, Math.min(4, source.size)))) return gunzip(source, KALLSYMS_MAX_BYTES);
  if (source.size > KALLSYMS_MAX_BYTES) {
    const detail = `${source.size} bytes, only the first ${KALLSYMS_MAX_BYTES} are read`;
    losses.add(new DecodeError("TooLarge", WHERE, KALLSYMS_MAX_BYTES, detail).failure);
  }
  return source.read(0, Math.min(source.size, KALLSYMS_MAX_BYTES));
}

function countText({ type }: Kallsyms): number {
  return type.reduce((count, letter) => (TEXT.has(letter) ? count + 1 : count), 0);
}

const TEXT = new Set(Array.from("TtWw", (letter) => letter.charCodeAt(0)));

function stated(table: Kallsyms, name: string): string | null {
  const address = table.restricted ? null : kallsymsAddress(table, name);
  return address === null ? null : formatAddress(address as Avma);
}
