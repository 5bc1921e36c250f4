import type { Capture } from "../../model/capture";
import type { SavedFile, SavedSession } from "../../model/savedSession";
import type { NamedCapture, SessionFile } from "../../model/session";
import { givenNames } from "./givenNames";

interface Saving {
  readonly files: readonly SessionFile[];
  readonly named: ReadonlyMap<number, NamedCapture>; // by SessionFile.id
}

/** What of a session is saved: its complete files, but for source text, which stays where it is. */
export function savedSession({ files, named }: Saving, app: string, hash: string): SavedSession {
  return {
    app,
    hash,
    files: files.flatMap((file): SavedFile[] => {
      const { name, folder, sizeBytes, batch, status, kind, chosenSide, error, stageFailures } = file;
      if (status === "queued" || status === "decoding" || kind === "source") return [];
      const capture = withNames(file.capture, named.get(file.id));
      return [{ name, folder, sizeBytes, batch, status, kind, chosenSide, error, stageFailures, capture }];
    }),
  };
}

function withNames(capture: Capture | null, named: NamedCapture | undefined): Capture | null {
  if (capture === null || !("stacks" in capture) || named === undefined) return capture;
  return { ...capture, given: givenNames(named.stacks) };
}
