import { formatCount, formatShare } from "../../ui/format";
import { isolatedText } from "../../ui/visibleText";

/** Parameters of a sentence as the reader sees them: a name that ends in `Share` is one, other numbers count something. */
export function shownParams(
  params: Readonly<Record<string, string | number>>,
  language: string,
): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(params).map(([name, value]) => [name, shownParam(name, value, language)]));
}

function shownParam(name: string, value: string | number, language: string): string {
  if (typeof value === "string") return shortText(value);
  return name.endsWith("Share") ? formatShare(value, language) : formatCount(value, language);
}

const MAX_CHARACTERS = 160;

/** A name out of a capture as a part of a sentence. */
export function shortText(name: string): string {
  return isolatedText(name.length > MAX_CHARACTERS ? `${name.slice(0, MAX_CHARACTERS)}…` : name);
}
