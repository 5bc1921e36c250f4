import { FLOWS, type Instructions } from "../../../src/model/disassembly";
import { viewOf } from "../../object/elf/layout";
import type { MachineCode } from "../arch";
import { Constants } from "./constants";
import { flowOf, hintedTarget, statedTarget, targetRegister } from "./flow";
import { fixedGp, gotReader } from "./gp";
import { instructionText } from "./isa";

const WORD_BYTES = 4;

/** SW64 code, a word each; what is left of the last word is left out. Needs no library. */
export async function disassemble({ elf, start, bytes, isEntry, cpu }: MachineCode): Promise<Instructions> {
  const length = Math.floor(bytes.length / WORD_BYTES);
  const view = viewOf(bytes);
  const words = Uint32Array.from({ length }, (_, row) => view.getUint32(row * WORD_BYTES, true));
  const address = Float64Array.from(words, (_, row) => start + row * WORD_BYTES);
  const generation = cpu === "core3" || cpu === "core4" ? cpu : null;
  const target = Float64Array.from(words, (word, row) => statedTarget(word, address[row] ?? 0));
  const refers = new Float64Array(length).fill(Number.NaN);
  const joins = new Set(target);
  const constants = new Constants(isEntry ? start : Number.NaN, fixedGp(elf), gotReader(elf));
  for (const [row, word] of words.entries()) {
    const at = address[row] ?? 0;
    if (joins.has(at)) constants.forget();
    const register = targetRegister(word);
    if (register >= 0) {
      const known = constants.get(register);
      target[row] = Number.isNaN(known) ? hintedTarget(word, at) : known;
    }
    refers[row] = await constants.step(word, at);
    const flow = flowOf(word);
    if (flow === "call") constants.called(at + WORD_BYTES);
    else if (flow === "jump" || flow === "return") constants.forget();
  }
  return {
    length,
    address,
    bytes: bytes.subarray(0, length * WORD_BYTES),
    size: new Uint8Array(length).fill(WORD_BYTES),
    text: Array.from(words, (word, row) => instructionText(word, address[row] ?? 0, generation)),
    flow: Uint8Array.from(words, (word) => FLOWS.indexOf(flowOf(word))),
    target,
    refers,
  };
}
