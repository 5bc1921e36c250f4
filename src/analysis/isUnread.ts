import type { SessionFile } from "../model/session";

/** Whether a file waits to be read, or is being read. */
export function isUnread({ status }: Pick<SessionFile, "status">): boolean {
  return status === "queued" || status === "decoding";
}
