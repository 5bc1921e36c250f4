/** Column of a table, and which way: the columns are the page's own, or numbers. */
const SORT = /^\w{1,20}-(up|down)$/;

/**
 * How a view is set, beside what it is about: which of its parts is open, in which order, how far it is zoomed. Lists begin
 * with what holds until something is chosen; the rest are numbers that mean nothing without the captures, "" for none.
 */
export const VIEW_CHOICES = {
  "callTree.direction": ["down", "up"],
  "deviation.part": ["metrics", "distributions", "attribution", "functions", "flame"],
  "difference.part": ["picture", "table"],
  "difference.shareOf": ["shareOfChange", "shareOfBase"],
  "difference.zoom": /^\d{1,9}-\d{1,10}$/, // node of the tree, checksum of the names on the way to it
  "flameGraph.layout": ["left-heavy", "time-ordered", "sandwich"],
  "heapDump.mode": ["tree", "classes", "sites"],
  "heapGrowth.grouping": ["line", "function", "stack"],
  "heapGrowth.mode": ["growth", "inUse"],
  "heapGrowth.most": ["7", "5", "3", "0"], // areas: at most as many as there are colours that can be told apart
  "icicle.zoom": /^\d{1,9}-\d{1,10}$/,
  "spans.part": ["who", "lives", "classes", "time", "pages", "events"],
  "spans.shown": ["all", "live", "candidates"],
  "spans.hidden": /^[a-z]{1,10}(,[a-z]{1,10}){0,9}$/, // groups of lives
  "functions.sort": SORT,
  "records.sort": SORT,
  "difference.sort": SORT,
  "heapGrowth.sort": SORT,
  "nativeHeap.sort": SORT,
  "heapDump.sort": SORT,
  "heapDump.classes.sort": SORT,
  "goroutines.sort": SORT,
  "escapes.sort": SORT,
  "symbols.sort": SORT,
  "symbols.sources.sort": SORT,
  "spans.lives.sort": SORT,
  "spans.classes.sort": SORT,
  "spans.holders.sort": SORT,
  "spans.openers.sort": SORT,
  "numa.sort": SORT,
  "deviation.functions.sort": SORT,
  "deviation.unmatched.sort": SORT,
  "deviation.attribution.sort": SORT,
} as const satisfies Record<string, readonly string[] | RegExp>;

export type ViewChoiceId = keyof typeof VIEW_CHOICES;

/** Tables that the page keeps the order of. */
export type SortId = Extract<ViewChoiceId, `${string}.sort`>;

/** What a choice can be. */
export type ViewChoice<Id extends ViewChoiceId> = (typeof VIEW_CHOICES)[Id] extends readonly (infer One extends
  string)[]
  ? One
  : string;

/** By their ids; what is absent has not been chosen. */
export type ViewChoices = Readonly<Partial<Record<ViewChoiceId, string>>>;

export function isViewChoice(id: string): id is ViewChoiceId {
  return Object.hasOwn(VIEW_CHOICES, id);
}

/** Whether something of this kind can have been chosen, whatever the captures are. */
export function canBeChosen(id: ViewChoiceId, value: string): boolean {
  const allowed: readonly string[] | RegExp = VIEW_CHOICES[id];
  return allowed instanceof RegExp ? allowed.test(value) : allowed.indexOf(value) > 0;
}

/** What holds at the moment. */
export function chosenIn<Id extends ViewChoiceId>(choices: ViewChoices, id: Id): ViewChoice<Id> {
  const allowed: readonly string[] | RegExp = VIEW_CHOICES[id];
  const first = allowed instanceof RegExp ? "" : (allowed[0] ?? "");
  return (choices[id] ?? first) as ViewChoice<Id>;
}

/** The choices with one more; what holds anyway is not kept. */
export function withChoice(choices: ViewChoices, id: ViewChoiceId, value: string): ViewChoices {
  const { [id]: _, ...others } = choices;
  return canBeChosen(id, value) ? { ...others, [id]: value } : others;
}
