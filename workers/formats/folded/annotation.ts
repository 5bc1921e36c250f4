/**
 * What the flamegraph tools append to a frame's name (stackcollapse-perf.pl --kernel, --jit, --inline): kernel code,
 * code made at run time, a call inlined into its caller. It is taken off the name and kept as what it means.
 */
export type Annotation = "kernel" | "jit" | "inlined";

const ANNOTATIONS: Readonly<Record<string, Annotation>> = { k: "kernel", j: "jit", i: "inlined" };

export function splitAnnotation(text: string): { readonly name: string; readonly annotation: Annotation | null } {
  const letter = /^.+_\[([kji])\]$/s.exec(text)?.[1];
  const annotation = letter === undefined ? undefined : ANNOTATIONS[letter];
  return annotation === undefined ? { name: text, annotation: null } : { name: text.slice(0, -4), annotation };
}
