import { sidesOf } from "../analysis/sides";
import { checksum } from "../model/checksum";
import type { Selection, SessionFile, Side } from "../model/session";
import type { NotUnderstood } from "../store/session";
import { numbersOf, selectionOfHash } from "./hash";

/*
 * What a link holds that is copied, beside the address (hash.ts): its version, which files were put on another side, and the
 * words that its sender has chosen to send along. Those come from captures, so the address itself has none.
 *
 *   #/functions?profile=1630425277&v=2&sides=2166136261c&func=main.handle
 *
 * Version 1 counted profiles, series and histories in the order in which their files were dropped, which nobody knows any more.
 */
export const LINK_VERSION = "2";
const COUNTED_IN_1 = ["profile", "base", "series", "history", "points"];

const MAX_CHARS = 1000;
const MAX_SIDES = 500;

/** The words by their parameters. */
const WORDS = {
  words: ({ filter }: Selection) => filter.text,
  find: ({ search }: Selection) => search,
  func: ({ func }: Selection) => func,
  mark: ({ marked }: Selection) => marked,
  weigh: ({ weight }: Selection) => weight,
} as const;

/** What of a selection names something. */
export type Words = Readonly<Partial<Record<keyof typeof WORDS, string>>>;

export function wordsOf(selection: Selection): Words {
  return Object.fromEntries(
    Object.entries(WORDS).flatMap(([name, word]) => (word(selection) === "" ? [] : [[name, word(selection)]])),
  );
}

/** The selection with these words; those that are not told stay as they are. */
export function withWords(selection: Selection, words: Words): Selection {
  const { filter, search, func, marked, weight } = selection;
  return {
    ...selection,
    filter: { ...filter, text: words.words ?? filter.text },
    search: words.find ?? search,
    func: words.func ?? func,
    marked: words.mark ?? marked,
    weight: words.weigh ?? weight,
  };
}

/** The link for an address: with the words, or without. */
export function linkOf(
  address: string,
  selection: Selection,
  files: readonly SessionFile[],
  hasWords: boolean,
): string {
  const chosen = sidesOfDrops(files).map(([{ name }, side]) => sideKey(name, side));
  const words = hasWords ? Object.entries(wordsOf(selection)).map(([name, word]) => [name, encoded(word)]) : [];
  const parameters = [["v", LINK_VERSION], ["sides", [...new Set(chosen)].join()], ...words];
  const query = parameters.flatMap(([name, value]) => (value === "" ? [] : [`${name}=${value}`])).join("&");
  return `${address}${address.includes("?") ? "&" : "?"}${query}`;
}

/** The files that are on a side by choice or by what they were dropped with: others need not drop them like that. */
function sidesOfDrops(files: readonly SessionFile[]): readonly (readonly [SessionFile, Side])[] {
  const sides = sidesOf(files);
  const alone = sidesOf(files.map((file, batch) => ({ ...file, chosenSide: null, batch })));
  return files.flatMap((file) => {
    const side = sides.get(file.id);
    return side === undefined || (file.chosenSide === null && alone.has(file.id)) ? [] : [[file, side] as const];
  });
}

/** An address as the page takes it. */
export interface Taken {
  readonly selection: Selection;
  readonly sides: readonly string[]; // see linkedSide
  readonly isLink: boolean; // somebody has copied it, to be opened with the same files
  readonly notUnderstood: NotUnderstood | null; // null where all of it was
}

/**
 * What an address says, to be taken into a selection. Of a version that is not known nothing but the view is taken; of a view that
 * is not known nothing at all. Throws for no text.
 */
export function readLink(hash: string, before: Selection, views: ReadonlySet<string>): Taken {
  const parameters = new URLSearchParams(hash.split("?")[1]);
  const names = [...new Set(parameters.keys())];
  const version = parameters.get("v");
  const numbers = selectionOfHash(hash, before);
  const { view = "" } = numbers;
  const isView = view === "" || views.has(view);
  const isLink = version !== null;
  const isKnown = version === LINK_VERSION || (version === "1" && !names.some((name) => COUNTED_IN_1.includes(name)));
  if (isLink && !isKnown) {
    const selection = { ...before, view: isView ? view : before.view };
    const others = names.filter((name) => name !== "v");
    const notUnderstood = {
      version: shortened(version),
      view: isView ? "" : shortened(view),
      parameters: listed(others),
    };
    return { selection, sides: [], isLink, notUnderstood };
  }
  const words = Object.fromEntries(
    Object.keys(WORDS).flatMap((name) => {
      const word = parameters.get(name);
      return word === null ? [] : [[name, word.slice(0, MAX_CHARS)]];
    }),
  );
  const sides = (parameters.get("sides") ?? "").split(",").filter((key) => /^\d{1,10}[bc]$/.test(key));
  const taken = sides.slice(0, MAX_SIDES);
  const selection = withWords({ ...before, ...numbers, view: isView ? view : before.view }, words);
  const written = new URLSearchParams(
    numbersOf(selection)
      .map(([name, value]) => `${name}=${value}`)
      .join("&"),
  );
  for (const [name, value] of Object.entries({ ...words, v: version ?? "", sides: taken.join() }))
    written.set(name, value);
  const lost = names.filter((name) => !isSame(parameters.getAll(name), written.getAll(name)));
  const notUnderstood =
    isView && lost.length === 0 ? null : { version: "", view: isView ? "" : shortened(view), parameters: listed(lost) };
  return { selection, sides: taken, isLink, notUnderstood };
}

/** Whether what was read is what would be written: the rest of it has got lost. */
function isSame(read: readonly string[], written: readonly string[]): boolean {
  const told = read.filter((value) => value !== "");
  return told.length === written.filter((value) => value !== "").length && told.every((one, i) => one === written[i]);
}

const MAX_LISTED = 10;
const MAX_NAME_CHARS = 40;

function listed(names: readonly string[]): readonly string[] {
  return names.slice(0, MAX_LISTED).map(shortened);
}

function shortened(text: string): string {
  return text.length > MAX_NAME_CHARS ? `${text.slice(0, MAX_NAME_CHARS)}…` : text;
}

/** Sides of files that are still to be dropped, as links have them: by their names' checksums. */
const wantedSides = new Set<string>();

export function wantSides(sides: readonly string[]): void {
  for (const key of sides) wantedSides.add(key);
}

/** The side that a link has put a file of this name on; null for none. */
export function linkedSide(name: string): Side | null {
  return (["baseline", "candidate"] as const).find((side) => wantedSides.has(sideKey(name, side))) ?? null;
}

function sideKey(name: string, side: Side): string {
  return checksum(name) + side.charAt(0);
}

function encoded(text: string): string {
  return encodeURIComponent(text.slice(0, MAX_CHARS));
}
