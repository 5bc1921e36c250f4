import type { NamedStacks } from "../../model/stacks";
import { NO_STACK } from "../foldForSpeedscope";
import { mergeStacks } from "../icicleLayout";
import type { StackWeights } from "../stackWeights";

/** Characters of one piece of the text: a large profile's text is longer than a string may be. */
const PIECE_CHARS = 1 << 20;

/**
 * `root;…;leaf weight`, a line per distinct way of calls: what flamegraph.pl and its like read. `;` separates and a line
 * feed ends, so in names (Go's type parameters have `;`) they become `,` and a blank.
 */
export function foldedStacks(named: NamedStacks, weights: StackWeights): readonly string[] {
  const merged = mergeStacks(named, weights);
  const names = new Map<number, string>();
  const nameOf = (func: number): string => {
    let name = names.get(func);
    if (name === undefined) {
      name = named.strings[named.funcs.name[func]].replaceAll(";", ",").replace(/[\r\n\0]/g, " ");
      names.set(func, name);
    }
    return name;
  };
  const pieces: string[] = [];
  let piece = "";
  for (let node = 0; node < merged.length; node++) {
    const weight = Math.round(merged.self[node]);
    if (weight === 0) continue;
    const way: string[] = [];
    for (let at = node; at >= 0; at = merged.parent[at]) way.push(nameOf(merged.func[at]));
    piece += `${way.reverse().join(";")} ${weight}\n`;
    if (piece.length < PIECE_CHARS) continue;
    pieces.push(piece);
    piece = "";
  }
  if (weights.withoutStack !== 0) piece += `${NO_STACK} ${Math.round(weights.withoutStack)}\n`;
  return [...pieces, piece];
}
