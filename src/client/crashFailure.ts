import type { DecodeFailure } from "../model/decodeError";

/** What a rejected stage says: a worker that died, a file that changed on disk, or a bug of ours. */
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
  return { code: "Bug", message: text, where, offset: 0 };
}
