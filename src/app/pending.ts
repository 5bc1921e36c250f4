import { session } from "../store/session";

let startedMs = 0;

/** Counts a task as pending until it is over; the page is idle when none is. */
export async function track(task: Promise<void>): Promise<void> {
  if (session.getState().pendingStages === 0) startedMs = performance.now();
  session.setState(({ pendingStages }) => ({ pendingStages: pendingStages + 1 }));
  try {
    await task;
  } finally {
    session.setState(({ pendingStages }) => ({
      pendingStages: pendingStages - 1,
      totalMs: performance.now() - startedMs,
    }));
  }
}
