import { crashFailure } from "../client/crashFailure";
import { stages } from "../client/stages";
import type { SessionFile, Side } from "../model/session";
import { addTiming, changeFile, session } from "../store/session";
import { derive } from "./derive";
import { track } from "./pending";
import { sources } from "./sources";

/** A dropped file and where it lay in a dropped folder ("" when it was dropped by itself). */
export interface DroppedFile {
  readonly file: File;
  readonly folder: string;
}

const aborts = new Map<number, AbortController>();
let nextId = 1;
let nextBatch = 1;

/** Takes in what one drop brought. Small files first: binaries are read in no time and name what comes after. */
export function addFiles(dropped: readonly DroppedFile[], side: Side | null): void {
  const batch = nextBatch++;
  const added = dropped.map(({ file, folder }): SessionFile => {
    const id = nextId++;
    sources.set(id, file);
    return {
      id,
      name: file.name,
      folder,
      sizeBytes: file.size,
      batch,
      status: "queued",
      kind: null,
      progress: null,
      capture: null,
      error: null,
      stageFailures: [],
      chosenSide: side,
    };
  });
  session.setState(({ files }) => ({ files: [...files, ...added] }));
  for (const file of [...added].sort((a, b) => a.sizeBytes - b.sizeBytes)) void track(decode(file));
}

export function cancelFile(id: number): void {
  aborts.get(id)?.abort();
}

export function removeFile(id: number): void {
  cancelFile(id);
  sources.delete(id);
  session.setState(({ files, named, timings }) => ({
    files: files.filter((file) => file.id !== id),
    named: new Map([...named].filter(([fileId]) => fileId !== id)),
    timings: timings.filter((timing) => timing.fileId !== id),
  }));
  derive();
}

export function setSide(id: number, side: Side | null): void {
  changeFile(id, { chosenSide: side });
}

async function decode({ id, name }: SessionFile): Promise<void> {
  const file = sources.get(id);
  if (file === undefined) return;
  const abort = new AbortController();
  aborts.set(id, abort);
  let startedMs: number | null = null;
  let over = false; // progress comes by a channel of its own and may arrive after the result
  try {
    const result = await stages.decode(
      file,
      (kind, bytesDone, bytesTotal) => {
        if (over) return;
        startedMs ??= performance.now();
        changeFile(id, { status: "decoding", kind, progress: { bytesDone, bytesTotal, startedMs } });
      },
      abort.signal,
    );
    over = true;
    if (result.ok) {
      const { value, ms, bytesRead, peakBytes } = result;
      const status = value.losses.length > 0 ? "partial" : "ok";
      changeFile(id, { status, kind: value.kind, capture: value, progress: null });
      addTiming({ fileId: id, file: name, stage: "decode", ms, bytes: bytesRead, peakBytes });
    } else {
      changeFile(id, { status: "failed", kind: result.kind, error: result.error, progress: null });
    }
  } catch (error) {
    over = true;
    if (abort.signal.aborted) changeFile(id, { status: "cancelled", progress: null });
    else changeFile(id, { status: "failed", error: crashFailure(error, name), progress: null });
  } finally {
    aborts.delete(id);
    derive();
  }
}
