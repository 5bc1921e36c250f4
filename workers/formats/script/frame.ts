import { address, addressEnd, SPACE, skipBlanks, trimBlanks } from "./bytes";

/** One line of a call chain (sample__fprintf_callchain): `ip sym+0xoff (dso+0xoff)`, `ip sym (inlined)`. */
export interface FrameText {
  readonly address: number;
  readonly name: string | null; // null for "[unknown]"
  readonly dso: string | null; // null when it is "[unknown]" or not printed
  /** The address is an offset in the file, because the dso was printed with one. */
  readonly isOffset: boolean;
  readonly inlined: boolean;
  readonly fields: readonly FrameField[];
}

export type FrameField = "ip" | "sym" | "symoff" | "dso" | "dsoff";

const UNKNOWN = "[unknown]";
const INLINED = " (inlined)";
const OFFSET = /\+0x([0-9a-f]{1,16})$/;

/** Null when the line [start, end) is none. */
export function readFrame(bytes: Uint8Array, start: number, end: number): FrameText | null {
  const ipStart = skipBlanks(bytes, start, end);
  const ipEnd = addressEnd(bytes, ipStart, end);
  if (ipEnd < 0) return null;
  const ip = address(bytes, ipStart, ipEnd);
  const text = new TextDecoder().decode(bytes.subarray(ipEnd, trimBlanks(bytes, ipEnd, end)));
  const fields: FrameField[] = ["ip"];
  const inlined = text.endsWith(INLINED);
  const dsoStart = inlined ? -1 : dsoAt(text);
  let dso = dsoStart < 0 ? null : text.slice(dsoStart + 1, -1);
  let sym = (inlined ? text.slice(0, -INLINED.length) : dsoStart < 0 ? text : text.slice(0, dsoStart)).trim();
  if (sym !== "") fields.push("sym");
  if (OFFSET.test(sym)) {
    sym = sym.replace(OFFSET, "");
    fields.push("symoff");
  }
  if (dso !== null) fields.push("dso");
  const dsoOffset = dso === null ? null : OFFSET.exec(dso);
  if (dso !== null && dsoOffset !== null) {
    dso = dso.slice(0, dsoOffset.index);
    fields.push("dsoff");
  }
  return {
    address: dsoOffset === null ? ip : Number.parseInt(dsoOffset[1] ?? "0", 16),
    name: sym === "" || sym === UNKNOWN ? null : sym,
    dso: dso === UNKNOWN || dso === "" ? null : dso,
    isOffset: dsoOffset !== null,
    inlined,
    fields,
  };
}

/**
 * Where the "(" of the dso stands: the one that the last ")" closes, or, in a path with a bracket of its own, the last
 * that has a blank before it. "operator() (/bin/a)", "f(int) (/bin/a (deleted))".
 */
function dsoAt(text: string): number {
  if (!text.endsWith(")")) return -1;
  let depth = 0;
  for (let i = text.length - 1; i >= 0; i--) {
    if (text[i] === ")") depth++;
    else if (text[i] === "(" && --depth <= 0 && text[i - 1] === " ") return i;
  }
  const last = text.lastIndexOf(" (");
  return last < 0 ? -1 : last + 1;
}

/**
 * Where a header line has a frame: behind the event, or at the end of what a tracepoint says or of a data address,
 * where only its width tells it (`%16lx` behind a blank). -1 when there is none.
 */
export function frameStart(bytes: Uint8Array, start: number, end: number): number {
  const first = skipBlanks(bytes, start, end);
  for (let at = end - 1; at > first; at--) {
    if (bytes[at - 1] !== SPACE || bytes[at] === SPACE) continue; // not the start of a word
    const stop = addressEnd(bytes, at, end);
    if (stop >= 0 && stop < end && stop - trimBlanks(bytes, start, at) >= ADDRESS_WIDTH) return at;
  }
  return first < end && addressEnd(bytes, first, end) >= 0 ? first : -1;
}

const ADDRESS_WIDTH = 17;
