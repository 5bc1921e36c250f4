import type { SiteTrend } from "../../model/growth";

/** First elements of the import paths of Go's standard library. */
const STANDARD: ReadonlySet<string> = new Set(
  (
    "archive bufio bytes cmp compress container context crypto database debug embed encoding errors expvar flag fmt go hash " +
    "html image index internal io iter log maps math mime net os path plugin reflect regexp runtime slices sort strconv " +
    "strings structs sync syscall testing text time unicode unique unsafe vendor weak"
  ).split(" "),
);

/**
 * Whose code a call site of Go's standard library works for: the first function outside of it in the stack with the most growth.
 * Null where the site is the program's own, or the stack has nothing else: what to change is then the site itself.
 */
export function ownCaller({ func, stack }: Pick<SiteTrend, "func" | "stack">): string | null {
  if (!isStandard(func)) return null;
  return stack.find((name) => !isStandard(name)) ?? null;
}

/** "encoding/json.(*Decoder).Decode" is of encoding; C's names have no package. */
function isStandard(name: string): boolean {
  const [, first = ""] = /^([a-z]+)[./]/.exec(name) ?? [];
  return STANDARD.has(first);
}
