import { savedSession } from "../analysis/savedSession/savedSession";
import { sessionParts } from "../analysis/savedSession/sessionParts";
import { stages } from "../client/stages";
import { blobInTurns, bytesInParts } from "../model/inTurns";
import { type Column, SESSION_HEAD, SESSION_VERSION } from "../model/packedValue";
import { session } from "../store/session";
import { downloadBlob } from "../ui/download";
import { hashOfSelection } from "./hash";
import { linkOf } from "./link";
import { settled } from "./moduleStage";

/**
 * Saves all that has been decoded as one file, which the page opens again. workers/session/session.ts has its layout. Resolves
 * to what went wrong, null for nothing.
 */
export async function saveSession(): Promise<string | null> {
  const state = session.getState();
  const { selection } = state;
  const hash = linkOf(hashOfSelection(selection), selection, [], true);
  const saved = savedSession(state, `${__APP_VERSION__} ${__APP_BUILD__}`, hash);
  const result = await settled(stages.gzip(await blobInTurns(bytesOf(sessionParts(saved)))));
  if (!result.ok) return result.error.message;
  const name = `swscope-${new Date().toISOString().slice(0, 16).replace(/[T:]/g, "-")}.swscope`;
  downloadBlob(name, new Blob([`${SESSION_HEAD} ${SESSION_VERSION}\n`, result.value]));
  return null;
}

function* bytesOf(parts: readonly Column[]): Generator<Uint8Array> {
  for (const part of parts) yield* bytesInParts(part);
}
