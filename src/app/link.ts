import { checksum } from "../model/checksum";
import type { Selection, SessionFile, Side } from "../model/session";

/*
 * What a link holds that is copied, beside the address (hash.ts): its version, which files were put on another side, and the
 * words that its sender has chosen to send along. Those come from captures, so the address itself has none.
 *
 *   #/functions?profile=3&v=1&sides=2166136261c&func=main.handle
 */
const VERSION = 1;

const MAX_CHARS = 1000;
const MAX_SIDES = 500;

/** The words by their parameters. */
const WORDS = {
  words: ({ filter }: Selection) => filter.text,
  find: ({ search }: Selection) => search,
  func: ({ func }: Selection) => func,
  weigh: ({ weight }: Selection) => weight,
} as const;

/** What of a selection names something, in the order of the link; empty for a selection of numbers only. */
export function wordsOf(selection: Selection): readonly string[] {
  return Object.values(WORDS).flatMap((word) => (word(selection) === "" ? [] : [word(selection)]));
}

/** The link for an address: with the words, or without. */
export function linkOf(
  address: string,
  selection: Selection,
  files: readonly SessionFile[],
  withWords: boolean,
): string {
  const chosen = files.flatMap(({ name, chosenSide }) => (chosenSide === null ? [] : [sideKey(name, chosenSide)]));
  const words = withWords ? Object.entries(WORDS).map(([name, word]) => [name, encoded(word(selection))]) : [];
  const parameters = [["v", String(VERSION)], ["sides", [...new Set(chosen)].join()], ...words];
  const query = parameters.flatMap(([name, value]) => (value === "" ? [] : [`${name}=${value}`])).join("&");
  return `${address}${address.includes("?") ? "&" : "?"}${query}`;
}

/** What an address says beside its numbers. Of a version that is not known nothing but the view is taken. */
export function withWords(hash: string, selection: Partial<Selection>): Partial<Selection> {
  const parameters = new URLSearchParams(hash.split("?")[1]);
  const version = parameters.get("v") ?? String(VERSION);
  if (version !== String(VERSION)) return { view: selection.view ?? "" };
  takeSides(parameters.get("sides") ?? "");
  const word = (name: keyof typeof WORDS): string | undefined => parameters.get(name)?.slice(0, MAX_CHARS);
  const [text, search, func, weight] = [word("words"), word("find"), word("func"), word("weigh")];
  return {
    ...selection,
    ...(text === undefined || selection.filter === undefined ? {} : { filter: { ...selection.filter, text } }),
    ...(search === undefined ? {} : { search }),
    ...(func === undefined ? {} : { func }),
    ...(weight === undefined ? {} : { weight }),
  };
}

/** Sides of files that are still to be dropped, as the link has them: by their names' checksums. */
const wantedSides = new Set<string>();

/** The side that a link has put a file of this name on; null for none. */
export function linkedSide(name: string): Side | null {
  return (["baseline", "candidate"] as const).find((side) => wantedSides.has(sideKey(name, side))) ?? null;
}

function takeSides(text: string): void {
  const keys = text.split(",").filter((key) => /^\d{1,10}[bc]$/.test(key));
  for (const key of keys.slice(0, MAX_SIDES)) wantedSides.add(key);
}

function sideKey(name: string, side: Side): string {
  return checksum(name) + side.charAt(0);
}

function encoded(text: string): string {
  return encodeURIComponent(text.slice(0, MAX_CHARS));
}
