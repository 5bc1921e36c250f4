import { inFileOrder } from "../analysis/fileOrder";
import { crashFailure } from "../client/crashFailure";
import { stages, type UnpackedFiles } from "../client/stages";
import type { SourceCapture } from "../model/capture";
import type { SavedSession } from "../model/savedSession";
import type { SessionFile, Side } from "../model/session";
import { SOURCE_NAME } from "../model/sourceName";
import { addTiming, changeFile, session } from "../store/session";
import { derive } from "./derive";
import { withinMemory } from "./largeFiles";
import { linkedSide, readLink } from "./link";
import { track } from "./pending";
import { withSavedChoices } from "./savedChoices";
import { dropSource, keepSource, siblingsOf, sources } from "./sources";
import { joinThreadFiles } from "./threadFiles";
import { cancelUnwinding } from "./unwinding";
import { VIEW_IDS } from "./viewIds";

/** A dropped file and where it lay in a dropped folder ("" when it was dropped by itself). */
export interface DroppedFile {
  readonly file: File;
  readonly folder: string;
  /** Files that make one capture with it, see threadFiles.ts. */
  readonly siblings?: readonly File[];
}

/** What a file is decoded with, by SessionFile.id. */
interface Origin {
  readonly drop: Drop;
  readonly archives: number; // that it came out of, one inside the other
}

/** One drop: what its archives have been unpacked to counts together. */
interface Drop {
  readonly batch: number;
  readonly side: Side | null;
  unpackedBytes: number;
}

const aborts = new Map<number, AbortController>();
const origins = new Map<number, Origin>();
let nextId = 1;
let nextBatch = 1;

/** Takes in what one drop brought. */
export async function addFiles(dropped: readonly DroppedFile[], side: Side | null): Promise<void> {
  await add(await withinMemory(dropped), { batch: nextBatch++, side, unpackedBytes: 0 }, 0);
}

async function add(dropped: readonly DroppedFile[], drop: Drop, archives: number): Promise<void> {
  const { batch, side } = drop;
  const joined = await joinThreadFiles(dropped);
  const added = joined.map(({ file, folder, siblings = [] }): SessionFile => {
    const id = nextId++;
    keepSource(id, file, siblings);
    origins.set(id, { drop, archives });
    return {
      id,
      name: file.name,
      folder,
      sizeBytes: siblings.reduce((sum, { size }) => sum + size, file.size),
      batch,
      status: "queued",
      kind: null,
      progress: null,
      capture: null,
      error: null,
      stageFailures: [],
      chosenSide: side ?? linkedSide(file.name),
    };
  });
  session.setState(({ files }) => ({ files: inFileOrder([...files, ...added]) }));
  const likely = added.filter(({ name }) => SOURCE_NAME.test(name));
  if (likely.length > 0) void track(takeSources(likely));
  decodeAll(added.filter(({ name }) => !SOURCE_NAME.test(name)));
}

function decodeAll(files: readonly SessionFile[]): void {
  for (const file of inTurn(files)) void track(decode(file));
}

/**
 * The largest file has a worker from the beginning, because everything ends when it does. Behind it small ones first:
 * binaries are read in no time and name what comes after.
 */
function inTurn(files: readonly SessionFile[]): SessionFile[] {
  const ascending = [...files].sort((a, b) => a.sizeBytes - b.sizeBytes);
  return [...ascending.slice(-1), ...ascending.slice(0, -1)];
}

/** A dropped source folder has thousands of files and nothing to decode in them: they change the session once. */
async function takeSources(files: readonly SessionFile[]): Promise<void> {
  const contents = files.map(({ id }) => sources.get(id) ?? new File([], ""));
  const found = await stages.areSources(contents).catch((): readonly boolean[] => []);
  const ids = new Set(files.filter((_, index) => found[index] === true).map(({ id }) => id));
  const capture: SourceCapture = { kind: "source", arch: null, facts: {}, losses: [] };
  session.setState((state) => ({
    files: state.files.map((file) => (ids.has(file.id) ? { ...file, status: "ok", kind: "source", capture } : file)),
  }));
  decodeAll(files.filter(({ id }) => !ids.has(id)));
  derive();
}

/** Of all files that are still to be read, or whose stacks are being unwound. */
export function cancelAll(): void {
  for (const id of aborts.keys()) cancelFile(id);
  cancelUnwinding();
}

/** One that still waits for its turn is cancelled at once. */
export function cancelFile(id: number): void {
  aborts.get(id)?.abort();
  const file = session.getState().files.find((one) => one.id === id);
  if (file?.status === "queued" && aborts.has(id)) changeFile(id, { status: "cancelled" });
}

export function removeFile(id: number): void {
  cancelFile(id);
  dropSource(id);
  origins.delete(id);
  session.setState(({ files, named, timings }) => ({
    files: files.filter((file) => file.id !== id),
    named: new Map([...named].filter(([fileId]) => fileId !== id)),
    timings: timings.filter((timing) => timing.fileId !== id),
  }));
  derive();
}

export function setSide(id: number, side: Side | null): void {
  changeFile(id, { chosenSide: side });
  derive();
}

async function decode(dropped: SessionFile): Promise<void> {
  const { id, name } = dropped;
  const file = sources.get(id);
  const origin = origins.get(id);
  if (file === undefined || origin === undefined) return;
  const abort = new AbortController();
  aborts.set(id, abort);
  let startedMs: number | null = null;
  let over = false; // progress comes by a channel of its own and may arrive after the result
  try {
    const result = await stages.decode(
      {
        file,
        siblings: siblingsOf(id),
        archives: origin.archives,
        unpackedBytes: origin.drop.unpackedBytes,
      },
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
      if (value.kind === "session") {
        reopen(dropped, value.session);
        return;
      }
      if (value.kind === "archive") {
        await become(dropped, origin, value);
        return;
      }
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

/** An archive becomes its files. It stays itself only when something in it could not be unpacked, to say so. */
async function become(dropped: SessionFile, { drop, archives }: Origin, unpacked: UnpackedFiles): Promise<void> {
  const { id, name, folder } = dropped;
  const outer = unpacked.isArchive ? joinPath(folder, name) : folder;
  const [first, ...others] = unpacked.losses.map((loss) => loss.first);
  if (first === undefined) removeFile(id);
  else {
    const status = unpacked.files.length > 0 ? "partial" : "failed";
    changeFile(id, { status, kind: "archive", error: first, stageFailures: others, progress: null });
  }
  for (const { file } of unpacked.files) drop.unpackedBytes += file.size;
  const files = unpacked.files.map(({ path, file }) => {
    const parts = path.split("/").filter((part) => part !== "" && part !== "." && part !== "..");
    return { file, folder: joinPath(outer, parts.slice(0, -1).join("/")) };
  });
  await add(files, drop, archives + 1);
}

/**
 * A saved session becomes the files that it was saved with, without their bytes, and what was chosen for them; into an empty page
 * it brings what was looked at. Files of one drop stay files of one drop: sides go by that.
 */
function reopen({ id }: SessionFile, saved: SavedSession): void {
  const batches = new Map<number, number>();
  const opened = saved.files.map((file): SessionFile => {
    const batch = batches.get(file.batch) ?? nextBatch++;
    batches.set(file.batch, batch);
    const { lineLength: _, spanRoles: __, variables: ___, ...others } = file;
    return { ...others, id: nextId++, batch, progress: null };
  });
  removeFile(id);
  const isEmpty = session.getState().files.length === 0;
  session.setState((state) => {
    const { selection, notUnderstood } = isEmpty ? readLink(saved.hash, state.selection, VIEW_IDS) : state;
    const files = inFileOrder([...state.files, ...opened]);
    return { files, ...withSavedChoices(state, saved, opened), selection, notUnderstood };
  });
}

function joinPath(folder: string, name: string): string {
  return folder === "" || name === "" ? folder + name : `${folder}/${name}`;
}
