/**
 * A function's name without its arguments, as pprof's prune_from and drop_frames look at it: from the first "(" on
 * nothing counts, but those of C++'s "operator()" and "(anonymous namespace)". Of Go's methods, `main.(*T).f`, that
 * leaves the package, which is pprof's rule too.
 */
export function simplifiedName(name: string): string {
  const text = name.startsWith(".") ? name.slice(1) : name; // PPC's ELF v1 ABI
  const [head] = /^(?:\(anonymous namespace\)|operator\(\)|[^(])*/.exec(text) ?? [text];
  return head;
}
