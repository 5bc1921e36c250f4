import { type Avma, formatAddress } from "../../../src/model/address";
import type { SymbolsCapture } from "../../../src/model/capture";
import { DecodeError } from "../../../src/model/decodeError";
import type { ByteSource } from "../../io/byteSource";
import { gunzip, gunzipHead, isGzip } from "../../io/gunzip";
import { LossLog } from "../../io/lossLog";
import { isKallsyms, type Kallsyms, kallsymsAddress, parseKallsyms } from "../../object/kallsyms/kallsyms";
import { SYMBOL_TEXT_MAX_BYTES } from "../../object/limits";
import { isPerfMap, parsePerfMap } from "../../object/perfMap/perfMap";
import type { Format } from "../format";

const WHERE = "symbol text";

/** /proc/kallsyms, System.map and perf-PID.map, as they are or gzipped. */
export const symbols: Format = {
  id: "symbols",
  label: "kallsyms, System.map, perf-PID.map",
  recognises(head) {
    const text = isGzip(head) ? gunzipHead(head, 4096) : head;
    return isKallsyms(text) || isPerfMap(text);
  },
  async decode(source, context): Promise<SymbolsCapture> {
    const losses = new LossLog();
    const text = await readText(source, losses);
    context.progress(source.size, source.size);
    const { scope, facts } = isPerfMap(text.subarray(0, 4096)) ? processFacts(text, losses) : kernelFacts(text, losses);
    return { kind: "symbols", scope, arch: null, facts, losses: losses.list() };
  },
};

type Described = Pick<SymbolsCapture, "scope" | "facts">;

function kernelFacts(text: Uint8Array, losses: LossLog): Described {
  const table = parseKallsyms(text);
  if (table.length === 0) throw new DecodeError("Malformed", WHERE, 0, "no line is a symbol");
  countBadLines(table, losses);
  if (table.restricted) {
    const detail = "every address is 0, the kernel hid them (kptr_restrict): copy the file again as root";
    losses.add(new DecodeError("Malformed", WHERE, 0, detail).failure);
  }
  return {
    scope: "kernel",
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
}

function processFacts(text: Uint8Array, losses: LossLog): Described {
  const map = parsePerfMap(text);
  countBadLines(map, losses);
  return { scope: "process", facts: { symbols: map.lines, pieces: map.length } };
}

function countBadLines(read: Pick<Kallsyms, "badLines" | "firstBadLine">, losses: LossLog): void {
  if (read.badLines === 0) return;
  losses.add(new DecodeError("Malformed", WHERE, read.firstBadLine, `${read.badLines} lines are no symbol`).failure);
}

async function readText(source: ByteSource, losses: LossLog): Promise<Uint8Array> {
  if (isGzip(await source.read(0, Math.min(4, source.size)))) return gunzip(source, SYMBOL_TEXT_MAX_BYTES);
  if (source.size > SYMBOL_TEXT_MAX_BYTES) {
    const detail = `${source.size} bytes, only the first ${SYMBOL_TEXT_MAX_BYTES} are read`;
    losses.add(new DecodeError("TooLarge", WHERE, SYMBOL_TEXT_MAX_BYTES, detail).failure);
  }
  return source.read(0, Math.min(source.size, SYMBOL_TEXT_MAX_BYTES));
}

function countText({ type }: Kallsyms): number {
  return type.reduce((count, letter) => (TEXT.has(letter) ? count + 1 : count), 0);
}

const TEXT = new Set(Array.from("TtWw", (letter) => letter.charCodeAt(0)));

function stated(table: Kallsyms, name: string): string | null {
  const address = table.restricted ? null : kallsymsAddress(table, name);
  return address === null ? null : formatAddress(address as Avma);
}
