import type { FrameRule } from "../arch";
import { frameRules } from "./frameRules";

const SLOT_BYTES = 16;
/** In a slot: `jmp *GOT` (6 bytes), `push index` (5), `jmp PLT0` (5). PLT0: `push GOT[1]` (6), `jmp *GOT[2]`. */
const SLOT_PUSHED_AT = 11;
const HEAD_PUSHED_AT = 6;

/**
 * Linkers other than GNU ld write no CFI for their stubs (lld for .plt). Nothing but the push of the relocation's
 * index, and of the link map in the head, moves the stack pointer.
 */
export function pltRule(section: string, offset: number): FrameRule | null {
  if (!section.startsWith(".plt")) return null;
  const pushed =
    section !== ".plt" // .plt.sec and .plt.got only jump
      ? 0
      : offset < SLOT_BYTES
        ? 8 + (offset >= HEAD_PUSHED_AT ? 8 : 0)
        : offset % SLOT_BYTES >= SLOT_PUSHED_AT
          ? 8
          : 0;
  return { ...frameRules.leaf, cfaOffset: frameRules.leaf.cfaOffset + pushed };
}
