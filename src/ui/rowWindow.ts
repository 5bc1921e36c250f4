/** What of a long list of equally high rows a scrolled element shows. Pixels of CSS. */
export interface Rows {
  readonly count: number;
  readonly rowPx: number;
  readonly viewPx: number; // height of the scrolled element
  readonly headPx: number; // of what stays above the rows
}

/**
 * Where it is scrolled to: `topPx` of the rows are above what is seen. That is the element's scrollTop, but for lists
 * longer than a browser lets an element be.
 */
export interface Scrolled {
  readonly scrollTop: number;
  readonly topPx: number;
}

/** Chromium ends at 2^25 px, Firefox at about 1.79e7. */
const MOST_PX = 1e7;

/** The height of the element that holds the rows. */
export function heightOf({ count, rowPx }: Rows): number {
  return Math.min(count * rowPx, MOST_PX);
}

/**
 * After the element has been scrolled. In a list that is longer than its element a small step moves as many pixels as
 * anywhere; a large one, by the scroll bar, goes to the same part of the list as of the element, and so do its ends.
 */
export function scrolledTo(rows: Rows, before: Scrolled, scrollTop: number): Scrolled {
  const { topEnd, scrollEnd } = ends(rows);
  if (topEnd === scrollEnd) return { scrollTop, topPx: scrollTop };
  if (scrollTop <= 0) return { scrollTop, topPx: 0 };
  if (scrollTop >= scrollEnd - 1) return { scrollTop, topPx: topEnd };
  const step = scrollTop - before.scrollTop;
  const topPx = Math.abs(step) <= rows.viewPx ? before.topPx + step : (scrollTop * topEnd) / scrollEnd;
  return { scrollTop, topPx: between(0, topPx, topEnd) };
}

/** The same place after the rows have become others. */
export function keptIn(rows: Rows, { scrollTop, topPx }: Scrolled): Scrolled {
  const { topEnd, scrollEnd } = ends(rows);
  return { scrollTop, topPx: topEnd === scrollEnd ? scrollTop : Math.min(topPx, topEnd) };
}

/** To have a row in the view, with no more scrolling than it takes, or in its middle. */
export function showing(rows: Rows, before: Scrolled, index: number, align: "nearest" | "center"): Scrolled {
  const { topEnd, scrollEnd } = ends(rows);
  const { rowPx } = rows;
  const seenPx = rows.viewPx - rows.headPx;
  const start = index * rowPx;
  const last = start + rowPx - seenPx; // the row is the last one that is seen
  const wanted = align === "center" ? (start + last) / 2 : between(last, before.topPx, start);
  const topPx = Math.round(between(0, wanted, topEnd));
  if (topEnd === scrollEnd) return { scrollTop: topPx, topPx };
  const inside = between(1, Math.round((topPx * scrollEnd) / topEnd), scrollEnd - 2); // its ends are those of the list
  return { scrollTop: topPx === 0 ? 0 : topPx === topEnd ? scrollEnd : inside, topPx };
}

/** The rows that are seen, and `more` of them on both sides. */
export function rowsSeen({ count, rowPx, viewPx }: Rows, { topPx }: Scrolled, more: number) {
  const first = Math.max(0, Math.min(Math.floor(topPx / rowPx), count - Math.ceil(viewPx / rowPx)) - more);
  return { first, end: Math.min(count, first + Math.ceil(viewPx / rowPx) + 1 + 2 * more) };
}

/** How far can be scrolled, as pixels of the rows and of the element. */
function ends(rows: Rows): { readonly topEnd: number; readonly scrollEnd: number } {
  const seenPx = rows.viewPx - rows.headPx;
  return {
    topEnd: Math.max(0, rows.count * rows.rowPx - seenPx),
    scrollEnd: Math.max(0, heightOf(rows) - seenPx),
  };
}

function between(least: number, value: number, most: number): number {
  return Math.max(least, Math.min(most, value));
}
