import { headLines } from "../../io/lines";
import { addressEnd, skipBlanks } from "./bytes";
import { frameStart } from "./frame";
import { HeaderReader } from "./header";
import { readSourceLine } from "./srcline";

/**
 * Header lines of samples with their frames behind them, and hardly anything else. A text that shows nothing but the
 * comment of `perf script --header`, which can be long, is believed too.
 */
export function recognisesScript(head: Uint8Array): boolean {
  const lines = headLines(head, MAX_LINES);
  if (lines === null) return false;
  const isHeader = lines[0] === "# ========" && (lines[1]?.startsWith("# captured on") ?? false);
  const counts = { sample: 0, frame: 0, other: 0 };
  let isOpen = false; // behind a sample's header, before a blank line
  let frames = 0;
  for (const text of lines) {
    if (text.trim() === "") isOpen = false;
    if (text.trim() === "" || text.startsWith("#")) continue;
    const { kind, hasFrame } = kindOf(text, isOpen);
    counts[kind]++;
    if (kind === "sample") isOpen = true;
    if (kind === "frame" || hasFrame) frames++;
  }
  const { sample, frame, other } = counts;
  if (sample + frame + other === 0) return isHeader;
  const isOnlyEvents = sample >= 2 && other === 0; // tracepoints without stacks
  return sample > 0 && (frames > 0 || isOnlyEvents || isHeader) && other * 4 <= sample + frame;
}

const MAX_LINES = 400;
const reader = new HeaderReader();

function kindOf(text: string, isOpen: boolean): { kind: "sample" | "frame" | "other"; hasFrame: boolean } {
  const bytes = new TextEncoder().encode(text);
  const end = bytes.length;
  const first = skipBlanks(bytes, 0, end);
  if (isOpen && first > 0 && addressEnd(bytes, first, end) >= 0) return { kind: "frame", hasFrame: true };
  if (!text.startsWith("\t") && reader.read(bytes, 0, end)) {
    return { kind: "sample", hasFrame: frameStart(bytes, reader.restStart, end) >= 0 };
  }
  return { kind: isOpen && readSourceLine(text) !== null ? "frame" : "other", hasFrame: false };
}
