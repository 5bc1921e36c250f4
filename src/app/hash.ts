import { MAX_PATTERN_CHARS } from "../analysis/frameRules/pattern";
import { EMPTY_FILTER, type FilterRule, GRANULARITIES, RULE_KINDS, type SampleFilter } from "../model/filter";
import { type ChosenPoints, type CodePlace, SERIES_KINDS, type Selection } from "../model/session";
import { EVERYTHING, type SpanSelection } from "../model/spans";
import { canBeChosen, isViewChoice, VIEW_CHOICES, type ViewChoices } from "../model/viewChoices";

/**
 * The selection in the URL: "#/functions?profile=2166136261&tid=17,18&t=1000-2000&hide=%5Eruntime". Places and numbers, and the
 * expressions of rules, which somebody has written to be kept; never a name or a search, which come from captures. The
 * filter's text is not in it, so it stays as it is. What cannot be understood is as if it were not there (link.ts says so).
 */
export function selectionOfHash(hash: string, { filter: { text } }: Pick<Selection, "filter">): Partial<Selection> {
  const [path = "", query = ""] = hash.replace(/^#\/?/, "").split("?");
  const parameters = new URLSearchParams(query);
  const index = (name: string): number => Math.max(0, Number.parseInt(parameters.get(name) ?? "0", 10) || 0);
  const chosen = (name: string): number => {
    const text = parameters.get(name) ?? "";
    return /^\d{1,10}$/.test(text) ? Number(text) : -1;
  };
  const ids = (name: string): readonly number[] => idsOf(parameters.get(name) ?? "");
  const filter = {
    processes: ids("pid"),
    threads: ids("tid"),
    cpus: ids("cpu"),
    nodes: ids("node"),
    cgroups: ids("cgroup"),
    ...timesOf(parameters.get("t") ?? ""),
    text,
    rules: rulesOf(parameters),
    granularity: GRANULARITIES.find((each) => each === parameters.get("by")) ?? EMPTY_FILTER.granularity,
    noInlines: parameters.get("inlines") === "no",
  };
  const place = placeOf(parameters.get("at") ?? "");
  const rawNames = parameters.get("names") === "raw";
  const normalised = parameters.get("sums") === "equal";
  const series = index("series");
  const points = pointsOf(parameters.get("points") ?? "");
  const spans = spansOf(index("history"), parameters.get("life") ?? "", parameters.get("map") ?? "");
  const choices = choicesOf(parameters);
  return {
    view: path,
    profile: chosen("profile"),
    base: chosen("base"),
    normalised,
    series,
    points,
    place,
    filter,
    spans,
    rawNames,
    choices,
  };
}

export function hashOfSelection(selection: Selection): string {
  const query = numbersOf(selection)
    .map((parameter) => parameter.join("="))
    .join("&");
  return `#/${selection.view}${query === "" ? "" : `?${query}`}`;
}

/** The parameters of a selection in the order of the address, their values as they stand there. */
export function numbersOf(selection: Selection): readonly (readonly [name: string, value: string])[] {
  const { profile, base, normalised, series, points, place, filter, spans, rawNames, choices } = selection;
  const { processes, threads, cpus, nodes, cgroups, fromNs, toNs, rules, granularity, noInlines } = filter;
  const parameters: readonly (readonly [string, string | number])[] = [
    ["profile", profile >= 0 ? profile : ""],
    ["base", base >= 0 ? base : ""],
    ["sums", normalised ? "equal" : ""],
    ["series", series > 0 ? series : ""],
    ["at", place === null ? "" : `${place.module},${place.address}`],
    ["pid", processes.join()],
    ["tid", threads.join()],
    ["cpu", cpus.join()],
    ["node", nodes.join()],
    ["cgroup", cgroups.join()],
    ["points", points === null ? "" : `${points.of},${points.series},${points.first},${points.last}`],
    ["history", spans.history > 0 ? spans.history : ""],
    ["life", spans.life >= 0 ? spans.life : ""],
    ["map", mapText(spans)],
    ["names", rawNames ? "raw" : ""],
    ["t", fromNs === null && toNs === null ? "" : `${fromNs ?? ""}-${toNs ?? ""}`],
    ...rules.map(({ kind, pattern }) => [kind, encodeURIComponent(pattern)] as const),
    ["by", granularity === EMPTY_FILTER.granularity ? "" : granularity],
    ["inlines", noInlines ? "no" : ""],
    ...Object.keys(VIEW_CHOICES).map((id) => [id, choices[id as keyof ViewChoices] ?? ""] as const),
  ];
  return parameters.flatMap(([name, value]) => (value === "" ? [] : [[name, String(value)] as const]));
}

/** More than anyone chooses by hand; an address may come from anywhere. */
const MAX_IDS = 500;

/** The same of rules. */
const MAX_RULES = 50;

/** In the order of the address, which is that of the chips. */
function rulesOf(parameters: URLSearchParams): readonly FilterRule[] {
  const rules = [...parameters].flatMap(([name, pattern]): readonly FilterRule[] => {
    const kind = RULE_KINDS.find((each) => each === name);
    return kind === undefined || pattern === "" || pattern.length > MAX_PATTERN_CHARS ? [] : [{ kind, pattern }];
  });
  return rules.slice(0, MAX_RULES);
}

function choicesOf(parameters: URLSearchParams): ViewChoices {
  const chosen = [...parameters].filter(([id, value]) => isViewChoice(id) && canBeChosen(id, value));
  return Object.fromEntries(chosen);
}

function idsOf(text: string): readonly number[] {
  const ids = text.split(",").filter((id) => /^-?\d{1,10}$/.test(id));
  return [...new Set(ids.map(Number))].slice(0, MAX_IDS);
}

/** "module,address": numbers that mean nothing without the capture. */
function placeOf(text: string): CodePlace | null {
  const [, module = "", address = ""] = /^(\d{1,9}),(-?\d{1,16})$/.exec(text) ?? [];
  return module === "" ? null : { module: Number(module), address: Number(address) };
}

/** "heapGrowth,0,5,11": the points 5 to 11 of the first heap series. */
function pointsOf(text: string): ChosenPoints | null {
  const [, kind = "", ...numbers] = /^(\w+),(\d{1,6}),(\d{1,6}),(\d{1,6})$/.exec(text) ?? [];
  const [series = 0, first = 0, last = 0] = numbers.map(Number);
  const of = SERIES_KINDS.find((each) => each === kind);
  return of === undefined || first >= last ? null : { of, series, first, last };
}

/** Lives are numbers that mean nothing without the capture, and so are the sides of the window: ns, ns, pages, pages. */
function spansOf(history: number, lifeText: string, mapText: string): SpanSelection {
  const life = /^\d{1,9}$/.test(lifeText) ? Number(lifeText) : EVERYTHING.life;
  const sides = /^(\d{1,15}(\.\d{1,3})?,){3}\d{1,15}(\.\d{1,3})?$/.test(mapText) ? mapText.split(",").map(Number) : [];
  const [fromNs = 0, toNs = 0, fromPlace = 0, toPlace = 0] = sides;
  const window = toNs > fromNs && toPlace > fromPlace ? { fromNs, toNs, fromPlace, toPlace } : null;
  return { history, life, window };
}

function mapText({ window }: SpanSelection): string {
  if (window === null) return "";
  const { fromNs, toNs, fromPlace, toPlace } = window;
  return [Math.floor(fromNs), Math.ceil(toNs), ...[fromPlace, toPlace].map((place) => Number(place.toFixed(3)))].join();
}

/** "1000-2000", and either end may be missing. */
function timesOf(text: string): Pick<SampleFilter, "fromNs" | "toNs"> {
  const [, from = "", to = ""] = /^(\d{0,15})-(\d{0,15})$/.exec(text) ?? [];
  const { fromNs, toNs } = { fromNs: from === "" ? null : Number(from), toNs: to === "" ? null : Number(to) };
  return fromNs !== null && toNs !== null && fromNs >= toNs ? { fromNs: null, toNs: null } : { fromNs, toNs };
}
