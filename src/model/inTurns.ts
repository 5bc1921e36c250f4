/** Long work of the page, a part in every turn of its event loop: the page answers in between. */

/** What a turn may take until it is over. */
const TURN_MS = 10;

/** Taking bytes into a Blob is a copy, too. */
const PIECE_BYTES = 1 << 20;

/** Called between parts: null while the turn may go on, else what to wait for. */
export function turns(): () => Promise<void> | null {
  let since = performance.now();
  const next = async (): Promise<void> => {
    await nextTurn();
    since = performance.now();
  };
  return () => (performance.now() - since < TURN_MS ? null : next());
}

/** By a message: a page in the background gets one turn of a timer in a second. */
function nextTurn(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}

/** A Blob of parts that are made while it is filled. */
export async function blobInTurns(parts: Iterable<string | Uint8Array>, type = ""): Promise<Blob> {
  const pieces: Blob[] = [];
  let held: (string | Uint8Array)[] = [];
  let heldLength = 0;
  const turn = turns();
  const take = (): void => {
    pieces.push(new Blob(held as BlobPart[]));
    [held, heldLength] = [[], 0];
  };
  for (const part of parts) {
    held.push(part);
    heldLength += part.length;
    if (heldLength >= PIECE_BYTES) take();
    const next = turn();
    if (next === null) continue;
    if (heldLength > 0) take();
    await next;
  }
  return new Blob([...pieces, ...(held as BlobPart[])], { type });
}

/** The bytes of a column in parts that blobInTurns takes soon. */
export function* bytesInParts({ buffer, byteOffset, byteLength }: ArrayBufferView): Generator<Uint8Array> {
  for (let from = 0; from < byteLength; from += PIECE_BYTES)
    yield new Uint8Array(buffer, byteOffset + from, Math.min(PIECE_BYTES, byteLength - from));
}

/** A copy of a column. */
export async function copyInTurns<Column extends Uint8Array | Int16Array | Int32Array | Float64Array>(
  column: Column,
): Promise<Column> {
  const copy = new Uint8Array(column.byteLength);
  const turn = turns();
  let at = 0;
  for (const part of bytesInParts(column)) {
    copy.set(part, at);
    at += part.length;
    await turn();
  }
  const Kind = column.constructor as new (buffer: ArrayBuffer) => Column;
  return new Kind(copy.buffer);
}
