import type { DecodeFailure } from "../model/decodeError";

/** What browsers say when there is no memory for a column, and the pool when a worker has gone without a word. */
const NO_MEMORY = /allocation failed|out of memory|Invalid (typed )?array (buffer )?length|lack of memory/i;

/** What a rejected stage says: a worker that died or found no memory, a file that changed on disk, or a bug of ours. */
export function crashFailure(error: unknown, where: string): DecodeFailure {
  const text = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  if (text.includes("NotReadableError")) {
    return {
      code: "Changed",
      message: "the file has changed on disk since it was dropped: drop it again",
      where,
      offset: 0,
    };
  }
  if (NO_MEMORY.test(text)) {
    const message = `the browser has not enough memory for it (${text}): close other tabs, or record less`;
    return { code: "TooLarge", message, where, offset: 0 };
  }
  return { code: "Bug", message: text, where, offset: 0 };
}
