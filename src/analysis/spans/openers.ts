import type { SpanHistory } from "../../model/spans";
import type { NamedStacks } from "../../model/stacks";
import { expandedStacks } from "../expandedStacks";
import { stackNames } from "../stackWeights";

/** A call of the runtime that opened spans which were never freed: who refilled the cache, not who holds them. */
export interface SpanOpener {
  readonly row: number; // -> ExpandedStacks.stacks, one with these names, see `openerRows`; -1 where no stack was recorded
  readonly func: string; // of that row, "" without one
  readonly spans: number;
  readonly bytes: number;
}

/** By the names in their stacks, whichever way the runtime went from there on; most bytes first. */
export function spanOpeners({ lives }: Pick<SpanHistory, "lives">, named: NamedStacks): readonly SpanOpener[] {
  const known = made.get(lives);
  if (known?.named === named) return known.openers;
  const openers = grouped({ lives }, named);
  made.set(lives, { named, openers });
  return openers;
}

const made = new WeakMap<object, { readonly named: NamedStacks; readonly openers: readonly SpanOpener[] }>();

function grouped({ lives }: Pick<SpanHistory, "lives">, named: NamedStacks): SpanOpener[] {
  const { leaf } = expandedStacks(named);
  const openers = openerRows(named);
  const groupOf = namedGroups(named);
  const found = new Map<number, { row: number; spans: number; bytes: number }>();
  for (let life = 0; life < lives.length; life++) {
    if (!Number.isNaN(lives.deathNs[life])) continue;
    const recorded = lives.openedBy[life];
    const row = recorded < 0 ? -1 : openers[leaf[recorded]];
    const group = row < 0 ? -1 : groupOf[row];
    const opener = found.get(group) ?? { row, spans: 0, bytes: 0 };
    found.set(group, opener);
    opener.spans++;
    opener.bytes += lives.pages[life] * lives.pageBytes;
  }
  return Array.from(found.values(), (opener) => ({ ...opener, func: stackNames(named, opener.row)[0] ?? "" })).sort(
    (a, b) => b.bytes - a.bytes || b.spans - a.spans,
  );
}

/** Per row of stacks a number that is equal for rows whose functions, up to the root, have the same names. */
export function namedGroups(named: NamedStacks): Int32Array {
  const { frames, funcs } = named;
  const { stacks } = expandedStacks(named);
  const groups = new Int32Array(stacks.length);
  const known = new Map<number, number>();
  for (let row = 0; row < stacks.length; row++) {
    const caller = stacks.prefix[row];
    const key = ((caller < 0 ? -1 : groups[caller]) + 1) * NAMES + funcs.name[frames.func[stacks.frame[row]]];
    const group = known.get(key) ?? known.size;
    known.set(key, group);
    groups[row] = group;
  }
  return groups;
}

const NAMES = 2 ** 26; // strings are fewer: exact

/** Functions of Go's runtime, which every allocation goes through, and what keeps its own frames apart. */
const RUNTIME = /^(runtime|internal\/runtime\/[a-z]+|internal\/bytealg)\./;

/**
 * Per row of stacks where it enters the runtime: the innermost row that is none of the runtime's own functions, the
 * outermost where all are.
 */
export function openerRows({ strings, frames, funcs, ...named }: NamedStacks): Int32Array {
  const { stacks } = expandedStacks(named);
  const isRuntime = Array.from(funcs.name, (name) => RUNTIME.test(strings[name]));
  const openers = new Int32Array(stacks.length);
  for (let row = 0; row < stacks.length; row++) {
    const caller = stacks.prefix[row];
    openers[row] = caller >= 0 && isRuntime[frames.func[stacks.frame[row]]] ? openers[caller] : row;
  }
  return openers;
}
