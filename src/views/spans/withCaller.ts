/** A function with the one that called it in a stack, leaf first: a constructor says little by itself. */
export function withCaller(func: string, stack: readonly string[]): string {
  const at = stack.indexOf(func);
  const caller = at < 0 ? undefined : stack[at + 1];
  return caller === undefined ? func : `${func} ← ${caller}`;
}
