import type { KeptRows } from "./keptRows";
import type { Locations } from "./locations";

/**
 * What pprof's filters take out of stacks. Each takes away from `kept` and looks at what the ones before have left;
 * `matches` says of a frame (-> FrameTable) whether the filter's expression fits it.
 */
export type Cut = (rows: Locations, kept: KeptRows, matches: (frame: number) => boolean) => void;

export const hide: Cut = (_rows, kept, matches) => {
  kept.frame.forEach((is, frame) => {
    if (is === 1 && matches(frame)) kept.frame[frame] = 0;
  });
};

export const show: Cut = (rows, kept, matches) => hide(rows, kept, (frame) => !matches(frame));

/**
 * Stacks begin at the location nearest to the root that matches; others are gone. In every location that matches, the
 * calls around the outermost one that does are taken out.
 */
export const showFrom: Cut = (rows, kept, matches) => {
  const matching = matchingCodes(rows, kept, matches);
  const reached = new Uint8Array(rows.length); // the row matches, or one around it
  const open = new Uint8Array(rows.length);
  const cut: number[] = [];
  for (let row = 0; row < rows.length; row++) {
    const [caller, around, frame] = [rows.prefix[row], rows.around(row), rows.frame[row]];
    const isOf = matching[rows.codeOf(row)];
    if ((kept.frame[frame] === 1 && matches(frame)) || (around >= 0 && reached[around] === 1)) reached[row] = 1;
    else if (isOf === 1) cut.push(frame);
    open[row] = isOf | (caller < 0 ? 0 : open[caller]);
    kept.row[row] &= open[row];
  }
  for (const frame of cut) kept.frame[frame] = 0;
  kept.leaf.forEach((end, row) => {
    if (end >= 0 && open[end] === 0) kept.leaf[row] = -1;
  });
};

/** Stacks end at the location nearest to the leaf that matches, and each such location at its innermost call that does. */
export const pruneFrom: Cut = (rows, kept, matches) => {
  const matching = matchingCodes(rows, kept, matches);
  const inside = new Uint8Array(rows.length); // the row matches, or one inside it
  const cut: number[] = [];
  for (let row = rows.length - 1; row >= 0; row--) {
    const [around, frame] = [rows.around(row), rows.frame[row]];
    if (kept.frame[frame] === 1 && matches(frame)) inside[row] = 1;
    if (inside[row] === 1 && around >= 0) inside[around] = 1;
    if (inside[row] === 0 && matching[rows.codeOf(row)] === 1) cut.push(frame);
  }
  for (const frame of cut) kept.frame[frame] = 0;
  const end = new Int32Array(rows.length); // the nearest row of a location that matches, -1 for none
  for (let row = 0; row < rows.length; row++) {
    const isEnd = kept.row[row] === 1 && matching[rows.codeOf(row)] === 1;
    end[row] = isEnd ? row : rows.prefix[row] < 0 ? -1 : end[rows.prefix[row]];
  }
  kept.leaf.forEach((leaf, row) => {
    if (leaf >= 0 && end[leaf] >= 0) kept.leaf[row] = end[leaf];
  });
};

/** States of a stack's rows on the way from its root. */
const [NO_USER, USER, LAST, DROPPED] = [0, 1, 2, 3];

/**
 * drop_frames: what matches and all that it called is taken out, but not before the first location (from the root) that
 * does not match, so that something is left. Of a location in which an inlined call matches, the calls around it stay.
 */
export const dropFrames: Cut = (rows, kept, matches) => {
  const matching = matchingCodes(rows, kept, matches);
  const isWhole = new Uint8Array(rows.codes); // the location's outermost call matches
  const reached = new Uint8Array(rows.length); // the row matches, or one around it
  const state = new Uint8Array(rows.length);
  for (let row = 0; row < rows.length; row++) {
    const [caller, around, frame, code] = [rows.prefix[row], rows.around(row), rows.frame[row], rows.codeOf(row)];
    if (matches(frame)) reached[row] = 1;
    if (around >= 0) {
      reached[row] |= reached[around];
      state[row] = state[around];
    } else {
      isWhole[code] = reached[row];
      state[row] = stateAfter(caller < 0 ? NO_USER : state[caller], matching[code] === 1, isWhole[code] === 1);
    }
    if (reached[row] === 1 && isWhole[code] === 0) kept.frame[frame] = 0;
    if (state[row] === DROPPED) kept.row[row] = 0;
  }
};

function stateAfter(before: number, matches: boolean, isWhole: boolean): number {
  if (before === LAST || before === DROPPED) return DROPPED;
  if (!matches) return USER;
  if (before === NO_USER) return NO_USER;
  return isWhole ? DROPPED : LAST;
}

/** Of each location the outermost call alone. */
export const noInlines: Cut = (rows, kept) => {
  const hasKept = new Uint8Array(rows.length); // the row is kept, or one around it
  const cut: number[] = [];
  for (let row = 0; row < rows.length; row++) {
    const [around, frame] = [rows.around(row), rows.frame[row]];
    if (around >= 0 && hasKept[around] === 1) {
      hasKept[row] = 1;
      cut.push(frame);
    } else hasKept[row] = kept.frame[frame];
  }
  for (const frame of cut) kept.frame[frame] = 0;
};

/** Per code 1 where a frame of it that is left matches. */
function matchingCodes(rows: Locations, kept: KeptRows, matches: (frame: number) => boolean): Uint8Array {
  const found = new Uint8Array(rows.codes);
  for (let row = 0; row < rows.length; row++) {
    const frame = rows.frame[row];
    if (kept.frame[frame] === 1 && matches(frame)) found[rows.codeOf(row)] = 1;
  }
  return found;
}
