import { savedSession } from "../analysis/savedSession/savedSession";
import { sessionParts } from "../analysis/savedSession/sessionParts";
import { stages } from "../client/stages";
import { type Column, SESSION_HEAD, SESSION_VERSION } from "../model/packedValue";
import { session } from "../store/session";
import { downloadBlob } from "../ui/download";
import { hashOfSelection } from "./hash";
import { linkOf } from "./link";
import { settled } from "./moduleStage";

/** The browser takes these into a Blob at a time, by copying them. */
const PIECE_BYTES = 8 << 20;

/**
 * Saves all that has been decoded as one file, which the page opens again. workers/session/session.ts has its layout. Resolves
 * to what went wrong, null for nothing.
 */
export async function saveSession(): Promise<string | null> {
  const state = session.getState();
  const { selection } = state;
  const hash = linkOf(hashOfSelection(selection), selection, [], true);
  const saved = savedSession(state, `${__APP_VERSION__} ${__APP_BUILD__}`, hash);
  const result = await settled(stages.gzip(await blobOf(sessionParts(saved))));
  if (!result.ok) return result.error.message;
  const name = `swscope-${new Date().toISOString().slice(0, 16).replace(/[T:]/g, "-")}.swscope`;
  downloadBlob(name, new Blob([`${SESSION_HEAD} ${SESSION_VERSION}\n`, result.value]));
  return null;
}

/** A piece at a time: the page goes on meanwhile. */
async function blobOf(parts: readonly Column[]): Promise<Blob> {
  const pieces: Blob[] = [];
  let held: Column[] = [];
  let heldBytes = 0;
  for (const part of parts) {
    held.push(part);
    heldBytes += part.byteLength;
    if (heldBytes < PIECE_BYTES) continue;
    pieces.push(new Blob(held as BlobPart[]));
    [held, heldBytes] = [[], 0];
    await new Promise((resolve) => setTimeout(resolve));
  }
  return new Blob([...pieces, ...(held as BlobPart[])]);
}
