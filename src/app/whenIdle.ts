/** Runs what can wait until the page has nothing else to do. */
export function whenIdle(task: () => void): void {
  if (typeof requestIdleCallback === "function") requestIdleCallback(task);
  else setTimeout(task, 500); // Safari
}
