import type { Capture, FileKind } from "./capture";
import type { DecodeFailure } from "./decodeError";
import type { Side, StageFailure } from "./session";

/**
 * What a saved session holds: what was decoded, unwound and named, of files that were complete. Everything else follows
 * from it. No bytes of the files, no source text. config/sessionSchema.ts makes what a session is checked by from this type.
 */
export interface SavedSession {
  readonly app: string; // version and build that saved it
  readonly hash: string; // what was looked at, see app/hash.ts
  readonly files: readonly SavedFile[];
}

/** A SessionFile that is complete; its names are `given` by the capture. */
export interface SavedFile {
  readonly name: string;
  readonly folder: string;
  readonly sizeBytes: number;
  readonly batch: number;
  readonly status: "ok" | "partial" | "failed" | "cancelled";
  readonly kind: FileKind | null;
  readonly chosenSide: Side | null;
  readonly error: DecodeFailure | null;
  readonly stageFailures: readonly StageFailure[];
  readonly capture: Capture | null;
}
