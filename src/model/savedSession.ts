import type { Capture, FileKind } from "./capture";
import type { DecodeFailure } from "./decodeError";
import type { DeviationOptions } from "./deviation";
import type { GlobalVariables } from "./heapDump";
import type { PteLayout } from "./pagemap";
import type { Side, StageFailure } from "./session";
import type { SpanRoleChoices } from "./spans";

/**
 * What a saved session holds: what was decoded, unwound and named, of files that were complete, and what the user chose for
 * them. Everything else follows from it. No bytes of the files, no source text. config/sessionSchema.ts makes what a session is
 * checked by from this type, so what version 1 had not is optional.
 */
export interface SavedSession {
  readonly app: string; // version and build that saved it
  readonly hash: string; // what was looked at, see app/link.ts
  readonly files: readonly SavedFile[];
  readonly choices?: SavedChoices;
}

/** What the user typed or chose that is of no single file. */
export interface SavedChoices {
  readonly addressText: string; // pasted into the address box
  readonly pteLayout: PteLayout;
  readonly deviationOptions: DeviationOptions;
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
  /** Of a binary: the minimum_instruction_length that was chosen for its line tables. */
  readonly lineLength?: number;
  /** Of a perf.data: what was chosen for its events in the replay of spans. */
  readonly spanRoles?: SpanRoleChoices;
  /** Of a heap dump: the variables that a binary named; `file` -> SavedSession.files is that binary. */
  readonly variables?: GlobalVariables;
}
