import type { HeapDump, HeldDump } from "../../model/heapDump";
import type { SessionData, SessionFile } from "../../model/session";

/** A dropped dump with what holds what in it. */
export interface ShownDump extends HeldDump {
  readonly file: SessionFile;
  readonly dump: HeapDump;
}

export function shownDumps({ files, heapDumps }: SessionData): ShownDump[] {
  return files.flatMap((file) => {
    const held = heapDumps.get(file.id);
    return held === undefined || file.capture?.kind !== "go-heapdump"
      ? []
      : [{ file, dump: file.capture.dump, ...held }];
  });
}
