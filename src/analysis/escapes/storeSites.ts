import type { PerfEvent, PerfThread } from "../../model/capture";
import type { Profile } from "../../model/profile";
import type { MemoryClass } from "../../model/report";
import { MANUAL_SPAN, UNKNOWN_SPAN } from "../../model/spanLives";
import type { ModuleMapping, NamedStacks, StackTable } from "../../model/stacks";
import { expandedStacks } from "../expandedStacks";
import { type FramePlace, fileOfFrame, framePlace } from "../framePlace";
import { ADDRESS_CLASSES, AddressClasses } from "./addressClass";
import { onOwnStack } from "./onStack";
import { SpansAt, type SpansOfProcesses } from "./spansAt";
import { storeColumns } from "./storeEvents";

/** Stores from one line of the program to one class of addresses, and of Go's heap to one class of spans. */
export interface StoreSite {
  readonly func: string; // "" for samples without a stack
  readonly file: string | null;
  readonly line: number; // 0 when unknown
  readonly stack: number; // -> ExpandedStacks.stacks: the frame that it is, of the first such sample; -1 for none
  readonly class: MemoryClass;
  readonly spanclass: number; // as in SpanLives, UNKNOWN_SPAN where nothing tells
  readonly samples: number;
}

/** What writes on the program's behalf is not where the program decides it: memmove, write barriers, atomics. */
const ON_BEHALF = /^(?:runtime\.|runtime\/|internal\/(?:runtime|bytealg|abi)|sync\/atomic\.)/;

/** The stores of a profile by their first frame outside of the Go runtime; empty for one that says nothing of stores. */
export function storeSites(
  named: NamedStacks,
  profile: Profile,
  event: PerfEvent | undefined,
  mappings: readonly ModuleMapping[],
  threads: readonly PerfThread[],
  arch: string | null,
  spans: SpansOfProcesses | null,
): { readonly sites: readonly StoreSite[] } {
  const columns = storeColumns(profile, event);
  if (columns === null) return { sites: [] };
  const classes = new AddressClasses(named.modules, mappings, arch);
  const { length, stack, thread } = profile.samples;
  const { stacks, leaf: leafOf } = expandedStacks(named);
  const isOnStack = onOwnStack(profile);
  const spanClassOf = spanClasses(profile, columns.address, threads, spans);
  const siteRow = siteRows(named, stacks);
  const sites = new Map<string, { -readonly [K in keyof StoreSite]: StoreSite[K] }>();
  const siteOfPlace: (string | undefined)[] = []; // what is the same for samples of one row
  for (let sample = 0; sample < length; sample++) {
    const address = columns.address[sample];
    if (Number.isNaN(address) || !columns.isStore(sample)) continue;
    const leaf = stack[sample] < 0 ? -1 : leafOf[stack[sample]];
    const row = leaf < 0 ? -1 : siteRow[leaf];
    const area = classes.classOf(address, threads[thread?.[sample] ?? -1]?.pid ?? -1);
    const spanclass = area === "go-heap" ? spanClassOf(sample) : UNKNOWN_SPAN;
    const isStack = spanclass === UNKNOWN_SPAN ? isOnStack(sample, address) : spanclass === MANUAL_SPAN;
    const kind = isStack ? (STACKS[area] ?? area) : area;
    siteOfPlace[row + 1] ??= placeKey(named, stacks.frame[row]);
    const key = `${siteOfPlace[row + 1]}|${ADDRESS_CLASSES.indexOf(kind)}|${spanclass}`;
    const site = sites.get(key);
    if (site === undefined)
      sites.set(key, { ...placeOf(named, stacks.frame[row]), stack: row, class: kind, spanclass, samples: 1 });
    else site.samples++;
  }
  return { sites: [...sites.values()].sort((a, b) => b.samples - a.samples) };
}

/** What a stack is called in each area; a Go program has some outside of its arenas, made by the system or by C. */
const STACKS: Partial<Record<MemoryClass, MemoryClass>> = { "go-heap": "go-stack", anonymous: "thread-stack" };

/** Of a sample: the class of the span that it stored to. */
function spanClasses(
  { startNs, samples: { time, thread, length } }: Profile,
  address: Float64Array,
  threads: readonly PerfThread[],
  spans: SpansOfProcesses | null,
): (sample: number) => number {
  if (spans === null || time === null || thread === null) return () => UNKNOWN_SPAN;
  const pidOf = (sample: number): string => String(threads[thread[sample]]?.pid ?? -1);
  const asked: Record<string, number[]> = {};
  for (let sample = 0; sample < length; sample++) {
    const pid = pidOf(sample);
    if (Number.isNaN(address[sample]) || !Object.hasOwn(spans, pid)) continue;
    asked[pid] ??= [];
    asked[pid].push(address[sample]);
  }
  const byPid = new Map(
    Object.entries(asked).map(([pid, addresses]) => {
      const lives = spans[pid];
      return [pid, { at: new SpansAt(lives, addresses), offsetNs: Number(startNs - lives.startNs) }] as const;
    }),
  );
  return (sample) => {
    const process = byPid.get(pidOf(sample));
    return process?.at.classAt(address[sample], time[sample] + process.offsetNs) ?? UNKNOWN_SPAN;
  };
}

/** Per row of the stacks: itself or the first of its callers that is not the runtime; itself where all are. */
function siteRows({ strings, funcs, frames }: NamedStacks, stacks: StackTable): Int32Array {
  const isOnBehalf = Uint8Array.from(funcs.name, (name) => (ON_BEHALF.test(strings[name]) ? 1 : 0));
  const rows = new Int32Array(stacks.length);
  const isFound = new Uint8Array(stacks.length);
  for (let row = 0; row < stacks.length; row++) {
    const parent = stacks.prefix[row];
    const own = isOnBehalf[frames.func[stacks.frame[row]]] === 0;
    isFound[row] = own || (parent >= 0 && isFound[parent] === 1) ? 1 : 0;
    rows[row] = own || isFound[row] === 0 ? row : rows[parent];
  }
  return rows;
}

/** `frame` is undefined where there is no stack. */
function placeKey(named: NamedStacks, frame: number | undefined): string {
  const { func, line } = named.frames;
  return frame === undefined ? "" : `${func[frame]}|${fileOfFrame(named, frame)}|${line[frame]}`;
}

function placeOf(named: NamedStacks, frame: number | undefined): FramePlace {
  return frame === undefined ? { func: "", file: null, line: 0 } : framePlace(named, frame);
}
