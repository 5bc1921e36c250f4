import { visibleText } from "../model/visibleText";

export { visibleText };

/** Longer names than this are cut in the page: a C++ name of a megabyte must not be laid out in a hundred rows. */
const MAX_SHOWN = 240;
const MAX_ON_HOVER = 2000;

/** As much of a name as the page shows in one place: a row, an option, a label. */
export function shownText(name: string): string {
  const whole = hoverText(name);
  return whole.length > MAX_SHOWN ? `${whole.slice(0, MAX_SHOWN - 1)}…` : whole;
}

/** As much of a name as is shown on hover. */
export function hoverText(name: string): string {
  return visibleText(name.slice(0, MAX_ON_HOVER));
}

/** A name inside a sentence: isolated (FSI … PDI), so that one from right to left does not reorder its neighbours. */
export function isolatedText(name: string): string {
  return `\u2068${shownText(name)}\u2069`;
}
