import type { Pagemap } from "../../../model/pagemap";
import type { SessionData } from "../../../model/session";

/** The dump of page tables that was dropped last; null without any. */
export function latestPagemap({
  files,
}: Pick<SessionData, "files">): { readonly file: string; readonly dump: Pagemap } | null {
  const dumps = files.flatMap(({ name, capture }) =>
    capture?.kind === "pagemap" ? [{ file: name, dump: capture.dump }] : [],
  );
  return dumps.at(-1) ?? null;
}
