import { MAX_NOTE_BYTES } from "../limits";
import type { Elf } from "./elf";
import { viewOf } from "./layout";
import { PT_NOTE } from "./programHeaders";
import { readPresent } from "./range";
import { SHT_NOTE } from "./sections";

/** What the notes of an object file identify it by. */
export interface BuildIds {
  readonly gnu: string | null; // NT_GNU_BUILD_ID, lower-case hex
  readonly go: string | null; // Go's own build id, text
}

const NT_GNU_BUILD_ID = 3;
const NT_GO_BUILD_ID = 4;
const GNU_BUILD_ID_MAX_BYTES = 64;

/**
 * Reads the note sections too: Go's linker puts .note.gnu.build-id into no PT_NOTE (1.24), and a file may have
 * only one of the two header tables.
 */
export async function readBuildIds(elf: Elf): Promise<BuildIds> {
  let gnu: string | null = null;
  let go: string | null = null;
  for (const { offset, size, align } of noteRanges(elf)) {
    if (gnu !== null && go !== null) break;
    const bytes = await readPresent(elf.source, offset, Math.min(size, MAX_NOTE_BYTES));
    for (const note of notesIn(bytes, align)) {
      if (note.name === "GNU" && note.type === NT_GNU_BUILD_ID && note.description.length <= GNU_BUILD_ID_MAX_BYTES) {
        gnu ??= hexOf(note.description);
      } else if (note.name === "Go" && note.type === NT_GO_BUILD_ID) {
        go ??= latin(note.description.subarray(0, 256));
      }
    }
  }
  return { gnu: gnu === "" ? null : gnu, go: go === "" ? null : go };
}

interface NoteRange {
  readonly offset: number;
  readonly size: number;
  readonly align: number;
}

function noteRanges(elf: Elf): NoteRange[] {
  const segments = elf.programHeaders.filter(({ type }) => type === PT_NOTE);
  const sections = elf.sections.filter(({ type }) => type === SHT_NOTE);
  return [
    ...segments.map(({ offset, fileBytes, align }) => ({ offset, size: fileBytes, align })),
    ...sections.map(({ offset, size, align }) => ({ offset, size, align })),
  ];
}

interface Note {
  readonly name: string;
  readonly type: number;
  readonly description: Uint8Array;
}

/** Elf64_Nhdr entries. Stops at the first that does not fit. */
function* notesIn(bytes: Uint8Array, segmentAlign: number): Generator<Note> {
  const align = segmentAlign === 8 ? 8 : 4;
  const padded = (size: number): number => Math.ceil(size / align) * align;
  const view = viewOf(bytes);
  let offset = 0;
  while (offset + 12 <= bytes.length) {
    const nameBytes = view.getUint32(offset, true);
    const descriptionBytes = view.getUint32(offset + 4, true);
    const type = view.getUint32(offset + 8, true);
    const descriptionAt = padded(offset + 12 + nameBytes);
    if (descriptionAt + descriptionBytes > bytes.length) return;
    const name = latin(bytes.subarray(offset + 12, offset + 12 + Math.min(nameBytes, 16)));
    yield { name, type, description: bytes.subarray(descriptionAt, descriptionAt + descriptionBytes) };
    offset = padded(descriptionAt + descriptionBytes);
  }
}

export function hexOf(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

function latin(bytes: Uint8Array): string {
  const end = bytes.indexOf(0);
  return String.fromCharCode(...(end < 0 ? bytes : bytes.subarray(0, end)));
}
