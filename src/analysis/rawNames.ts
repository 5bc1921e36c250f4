import type { SessionData } from "../model/session";
import type { NamedStacks } from "../model/stacks";

const raw = new WeakMap<NamedStacks, NamedStacks>();

/** The profiles with functions called by the symbols that their names were demangled from. Computed once for each. */
export function withRawNames(session: SessionData): SessionData {
  const profiles = session.profiles.map((entry) => ({ ...entry, named: rawNamed(entry.named) }));
  return { ...session, profiles };
}

export function hasRawNames({ funcs }: NamedStacks): boolean {
  return funcs.mangled?.some((symbol) => symbol >= 0) ?? false;
}

function rawNamed(named: NamedStacks): NamedStacks {
  const known = raw.get(named);
  if (known !== undefined) return known;
  const { name, mangled } = named.funcs;
  const symbols = name.map((id, func) => {
    const symbol = mangled?.[func] ?? -1;
    return symbol < 0 ? id : symbol;
  });
  const made = { ...named, funcs: { ...named.funcs, name: symbols } };
  raw.set(named, made);
  return made;
}
