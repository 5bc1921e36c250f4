import { MAX_INLINE_DEPTH } from "../../io/limits";
import { type PcValues, pcValue } from "./pcValues";
import type { InlineLayout } from "./versions";

/** A function's inlined calls: which node a pc is in, and the nodes (runtime/symtab.go inlinedCall). */
export interface InlineTree {
  readonly indices: PcValues; // PCDATA_InlTreeIndex
  readonly nodes: DataView;
  readonly nodeBytes: number;
  readonly nameAt: number;
  readonly callSite: InlineLayout["callSite"];
  readonly name: (nameoff: number) => string;
}

interface Parts {
  readonly name: string;
  readonly entry: number; // Svma
  readonly files: PcValues;
  readonly lines: PcValues;
  readonly inline: InlineTree | null;
  readonly file: (number: number) => string | null;
}

type Emit = (func: string, file: string | null, line: number) => void;

/** One function of a Go binary, its tables decoded. */
export class GoFunction {
  readonly name: string;
  readonly #parts: Parts;
  readonly #names = new Map<number, string>();
  readonly #fileNames = new Map<number, string | null>();

  constructor(parts: Parts) {
    this.name = parts.name;
    this.#parts = parts;
  }

  /** The calls at an address of the function, the innermost inlined one first, the function itself last. */
  lines(address: number, emit: Emit): void {
    const { entry, files, lines, inline } = this.#parts;
    let pc = address - entry;
    let file = pcValue(files, pc);
    let line = pcValue(lines, pc);
    let index = inline === null ? -1 : pcValue(inline.indices, pc);
    for (let depth = 0; inline !== null && index >= 0 && depth < MAX_INLINE_DEPTH; depth++) {
      const node = index * inline.nodeBytes;
      if (node + inline.nodeBytes > inline.nodes.byteLength) break;
      emit(this.#nodeName(inline, node), this.#file(file), Math.max(0, line));
      if ("pc" in inline.callSite) {
        const parentPc = inline.nodes.getInt32(node + inline.callSite.pc, true);
        if (parentPc === pc) break; // malformed: a call inside itself
        pc = parentPc;
        file = pcValue(files, pc);
        line = pcValue(lines, pc);
        index = pcValue(inline.indices, pc);
      } else {
        file = inline.nodes.getInt32(node + inline.callSite.file, true);
        line = inline.nodes.getInt32(node + inline.callSite.line, true);
        index = inline.nodes.getInt16(node + inline.callSite.parent, true);
      }
    }
    emit(this.name, this.#file(file), Math.max(0, line));
  }

  #nodeName(inline: InlineTree, node: number): string {
    const offset = inline.nodes.getInt32(node + inline.nameAt, true);
    const kept = this.#names.get(offset);
    if (kept !== undefined) return kept;
    const name = inline.name(offset);
    this.#names.set(offset, name);
    return name;
  }

  #file(number: number): string | null {
    const kept = this.#fileNames.get(number);
    if (kept !== undefined) return kept;
    const name = this.#parts.file(number);
    this.#fileNames.set(number, name);
    return name;
  }
}
