/** The pointer or a key, or files dragged over the page: each comes well before something is dropped or opened. */
const SIGNS = ["pointermove", "pointerdown", "keydown", "dragenter"] as const;

/**
 * Runs what someone who only reads the page does not need, at the first sign that it is used. Gives what ends the wait,
 * as an effect's clean-up.
 */
export function onFirstUse(task: () => void): () => void {
  const used = new AbortController();
  const run = (): void => {
    used.abort();
    task();
  };
  for (const sign of SIGNS) addEventListener(sign, run, { signal: used.signal, passive: true, capture: true });
  return () => used.abort();
}
