import type { SavedChoices, SavedFile } from "../../src/model/savedSession";
import { sameLength } from "../profile/integrity";
import { ADDRESS_TEXT_MAX_CHARS, CHOICES_MAX_ENTRIES, CHOSEN_FRAMES_MAX, LINE_LENGTH_MAX } from "./limits";

/** Throws an Error with the first choice that nobody can have made. */
export function checkChoices({ addressText, deviationOptions: { limits, rules } }: SavedChoices): void {
  if (addressText.length > ADDRESS_TEXT_MAX_CHARS) throw new Error(`addressText has ${addressText.length} characters`);
  checkCount("limits", Object.keys(limits).length);
  for (const frames of Object.values(limits)) checkInteger("limits", frames, CHOSEN_FRAMES_MAX);
  checkCount("rules", rules.length);
}

/** The same of what was chosen for one file; `files` are all of the session. */
export function checkFileChoices(file: SavedFile, files: readonly SavedFile[]): void {
  const { kind, lineLength, spanRoles, variables } = file;
  if (lineLength !== undefined) {
    if (kind !== "elf") throw new Error("lineLength of what has no line tables");
    checkInteger("lineLength", lineLength, LINE_LENGTH_MAX);
  }
  if (spanRoles !== undefined) {
    if (kind !== "perf") throw new Error("spanRoles of what has no events");
    checkCount("spanRoles", Object.keys(spanRoles).length);
  }
  if (variables === undefined) return;
  if (kind !== "go-heapdump") throw new Error("variables of what is no heap dump");
  if (files[variables.file]?.kind !== "elf") throw new Error("variables.file is no binary");
  const { length, address, bytes, name } = variables;
  sameLength("variables", length, { address, bytes, name });
  if (address.some((one, row) => row > 0 && one < address[row - 1]))
    throw new Error("variables.address is not ascending");
}

function checkInteger(name: string, value: number, most: number): void {
  if (!Number.isInteger(value) || value < 1 || value > most) throw new Error(`${name} has ${value}`);
}

function checkCount(name: string, count: number): void {
  if (count > CHOICES_MAX_ENTRIES) throw new Error(`${name} has ${count} entries`);
}
