import type { PerfThread } from "../../model/capture";
import type { ArgColumn, Profile, SampleTable } from "../../model/profile";
import type { NamedStacks } from "../../model/stacks";
import { argText } from "../argText";
import { leafFrame } from "../shownRows";

/** One column of the table of samples. Rows are numbers of samples: there may be ten million. */
export interface RecordColumn {
  readonly id: string;
  /** Of an argument its name, else the key of its title. */
  readonly title: { readonly arg: string } | { readonly key: RecordTitle };
  readonly numeric: boolean;
  readonly width: string; // a CSS grid track
  readonly text: (sample: number) => string;
  /** What samples are sorted by. */
  readonly key: (sample: number) => number;
  /** Whether a text is in the column's text, for every sample; null when no sample can have it. `search` is lower case. */
  readonly finder: (search: string) => ((sample: number) => boolean) | null;
}

export type RecordTitle = "time" | "process" | "thread" | "comm" | "cpu" | "weight" | "function";

/** The columns of a profile's samples: when, who, where, then the arguments. Those that `says` nothing are left out. */
export function recordColumns(
  profile: Profile,
  named: NamedStacks,
  threads: readonly PerfThread[],
  says: (column: RecordColumn) => boolean = ({ id }) => NO_NEWS[id]?.(profile.samples) !== true,
): readonly RecordColumn[] {
  return allColumns(profile, named, threads).filter(says);
}

/** Columns that may say nothing, and when they do: every sample is looked at. */
const NO_NEWS: Readonly<Record<string, (samples: SampleTable) => boolean>> = {
  cpu: ({ cpu }) => cpu?.some((number) => number >= 0) !== true,
  weight: ({ weight }) => !weight.some((value) => value !== weight[0]),
  function: ({ stack }) => !stack.some((row) => row >= 0),
};

function allColumns(
  { samples, startNs, args }: Profile,
  named: NamedStacks,
  threads: readonly PerfThread[],
): readonly RecordColumn[] {
  const { time, thread, cpu, weight, stack } = samples;
  const columns: RecordColumn[] = [];
  if (time !== null) {
    columns.push(figures("time", (sample) => time[sample], clockText(startNs), /^\d+\.\d*$/));
  }
  if (thread !== null) {
    const threadOf = (sample: number) => thread[sample];
    const pids = threads.map(({ pid }) => pid);
    const tids = threads.map(({ tid }) => tid);
    const comms = threads.map(({ comm }) => comm);
    columns.push({ ...words("process", threadOf, pids.map(String)), key: (sample) => pids[thread[sample]] ?? -1 });
    columns.push({ ...words("thread", threadOf, tids.map(String)), key: (sample) => tids[thread[sample]] ?? -1 });
    columns.push(words("comm", threadOf, comms));
  }
  if (cpu !== null) {
    const text = (number: number) => (number < 0 ? "" : String(number));
    columns.push(figures("cpu", (sample) => cpu[sample], text, DECIMAL));
  }
  columns.push(figures("weight", (sample) => weight[sample], String, DECIMAL));
  columns.push(words("function", leafFunctionOf(named, stack), namesOf(named)));
  const own = args.map(argColumn);
  const isInner = (column: RecordColumn) => "arg" in column.title && column.title.arg.startsWith("__"); // __probe_ip
  return [...columns, ...own.filter((column) => !isInner(column)), ...own.filter(isInner)];
}

const WIDTHS: Readonly<Record<RecordTitle, string>> = {
  time: "11rem",
  process: "5rem",
  thread: "5rem",
  comm: "minmax(6rem, 1fr)",
  cpu: "4rem",
  weight: "7rem",
  function: "minmax(10rem, 3fr)",
};
const ARG_WIDTHS: Readonly<Record<ArgColumn["kind"], string>> = {
  number: "minmax(7.5rem, 1fr)",
  address: "11.5rem", // 0xffffffffffffffff
  string: "minmax(8rem, 2fr)",
  flags: "minmax(8rem, 2fr)",
  symbol: "minmax(8rem, 1fr)",
};

function figures(
  title: RecordTitle,
  value: (sample: number) => number,
  textOf: (value: number) => string,
  searched: RegExp,
): RecordColumn {
  const text = (sample: number) => textOf(value(sample));
  const finder = figureFinder(text, searched);
  return { id: title, title: { key: title }, numeric: true, width: WIDTHS[title], text, key: value, finder };
}

/** Texts of which there are few: they are searched and ranked once, not per sample. */
function words(title: RecordTitle, row: (sample: number) => number, texts: readonly string[]): RecordColumn {
  return {
    id: title,
    title: { key: title },
    numeric: title !== "comm" && title !== "function",
    width: WIDTHS[title],
    ...textColumn(row, texts),
  };
}

function argColumn(arg: ArgColumn, index: number): RecordColumn {
  const head = { id: `arg${index}`, title: { arg: arg.name }, width: ARG_WIDTHS[arg.kind] };
  if (arg.kind === "string") {
    return { ...head, numeric: false, ...textColumn((sample) => arg.values[sample], arg.strings) };
  }
  const text = (sample: number) => argText(arg, sample);
  const isFigure = arg.kind === "number" || arg.kind === "address";
  const searched = arg.kind === "number" ? DECIMAL : HEX;
  const finder = isFigure ? figureFinder(text, searched) : valueFinder(arg.values, text);
  return { ...head, numeric: isFigure, text, key: (sample) => arg.values[sample], finder };
}

function textColumn(
  row: (sample: number) => number,
  texts: readonly string[],
): Pick<RecordColumn, "text" | "key" | "finder"> {
  let ranks: Float64Array | null = null;
  return {
    text: (sample) => texts[row(sample)] ?? "",
    key: (sample) => {
      ranks ??= ranksOf(texts);
      return ranks[row(sample)] ?? -1;
    },
    finder: (search) => {
      const found = Uint8Array.from(texts, (text) => (text.toLowerCase().includes(search) ? 1 : 0));
      return found.includes(1) ? (sample) => found[row(sample)] === 1 : null;
    },
  };
}

const DECIMAL = /^-?\d+$/;
const HEX = /^0x[\da-f]*$/;

/**
 * Figures become text per sample, so only for a search that looks like them: "4096" is looked for in numbers, "0x7f" in
 * addresses, "12.5" in times. Without that, any number would be found somewhere in the nanoseconds.
 */
function figureFinder(text: (sample: number) => string, searched: RegExp): RecordColumn["finder"] {
  return (search) => (searched.test(search) ? (sample) => text(sample).includes(search) : null);
}

/** Flags and symbols: few distinct values, each of them asked once. */
function valueFinder(values: Float64Array, text: (sample: number) => string): RecordColumn["finder"] {
  return (search) => {
    const known = new Map<number, boolean>();
    return (sample) => {
      let found = known.get(values[sample]);
      if (found === undefined) {
        found = text(sample).toLowerCase().includes(search);
        known.set(values[sample], found);
      }
      return found;
    };
  };
}

/** The clock of the capture as perf script prints it: seconds and nine digits. */
function clockText(startNs: bigint): (ns: number) => string {
  const [seconds, rest] = [Number(startNs / 1_000_000_000n), Number(startNs % 1_000_000_000n)];
  return (ns) => {
    const nanoseconds = rest + ns;
    const whole = Math.floor(nanoseconds / 1e9);
    return `${seconds + whole}.${String(nanoseconds - whole * 1e9).padStart(9, "0")}`;
  };
}

function leafFunctionOf(named: NamedStacks, stack: Int32Array): (sample: number) => number {
  return (sample) => {
    const frame = leafFrame(named, stack[sample]);
    return frame < 0 ? -1 : named.frames.func[frame];
  };
}

function namesOf({ funcs, strings }: NamedStacks): readonly string[] {
  return Array.from(funcs.name, (name) => strings[name]);
}

/** The place of each text among all of them, equal ones alike. */
function ranksOf(texts: readonly string[]): Float64Array {
  const order = [...texts.keys()].sort((a, b) => (texts[a] < texts[b] ? -1 : texts[a] > texts[b] ? 1 : 0));
  const ranks = new Float64Array(texts.length);
  order.forEach((text, place) => {
    const before = order[place - 1];
    ranks[text] = place > 0 && texts[before] === texts[text] ? ranks[before] : place;
  });
  return ranks;
}
