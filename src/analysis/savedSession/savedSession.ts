import type { Capture } from "../../model/capture";
import type { HeldDump } from "../../model/heapDump";
import type { SavedChoices, SavedFile, SavedSession } from "../../model/savedSession";
import type { NamedCapture, SessionFile } from "../../model/session";
import type { SpanRoleChoices } from "../../model/spans";
import { givenNames } from "./givenNames";

interface Saving extends SavedChoices {
  readonly files: readonly SessionFile[];
  readonly named: ReadonlyMap<number, NamedCapture>; // these and the others by SessionFile.id
  readonly lineLengths: ReadonlyMap<number, number>;
  readonly spanRoles: ReadonlyMap<number, SpanRoleChoices>;
  readonly heapDumps: ReadonlyMap<number, HeldDump>;
}

/** What of a session is saved: its complete files, but for source text, which stays where it is, and the user's choices. */
export function savedSession(saving: Saving, app: string, hash: string): SavedSession {
  const { addressText, pteLayout, deviationOptions } = saving;
  const complete = saving.files.filter(
    ({ status, kind }) => status !== "queued" && status !== "decoding" && kind !== "source",
  );
  const places = new Map(complete.map(({ id }, place) => [id, place]));
  return {
    app,
    hash,
    files: complete.map((file) => savedFile(file, saving, places)),
    choices: { addressText, pteLayout, deviationOptions },
  };
}

function savedFile(file: SessionFile, saving: Saving, places: ReadonlyMap<number, number>): SavedFile {
  const { id, name, folder, sizeBytes, batch, kind, chosenSide, error, stageFailures } = file;
  const status = file.status as SavedFile["status"]; // it is complete
  const capture = withNames(file.capture, saving.named.get(id));
  const lineLength = saving.lineLengths.get(id);
  const spanRoles = saving.spanRoles.get(id);
  const { variables = null, binary = null } = saving.heapDumps.get(id) ?? {};
  const place = binary === null ? undefined : places.get(binary);
  return {
    ...{ name, folder, sizeBytes, batch, status, kind, chosenSide, error, stageFailures, capture },
    ...(lineLength === undefined ? {} : { lineLength }),
    ...(spanRoles === undefined ? {} : { spanRoles }),
    ...(variables === null || place === undefined ? {} : { variables: { ...variables, file: place } }),
  };
}

function withNames(capture: Capture | null, named: NamedCapture | undefined): Capture | null {
  if (capture === null || !("stacks" in capture) || named === undefined) return capture;
  return { ...capture, given: givenNames(named.stacks) };
}
