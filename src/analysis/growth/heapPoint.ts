import type { Profile } from "../../model/profile";
import type { NamedStacks, StackTable } from "../../model/stacks";
import { expandedStacks } from "../expandedStacks";
import { type FramePlace, framePlace } from "../framePlace";

/**
 * One heap profile as a point of a series: a gauge, or a counter, by call site. A call site is the leaf logical frame of a stack:
 * function, file, line. Names and not row numbers, because the rows of one file mean nothing in the next.
 */
export interface HeapPoint {
  readonly sampleType: string;
  readonly unit: string;
  readonly total: number;
  readonly siteKeys: readonly string[]; // see siteKey
  readonly siteValues: Float64Array;
  readonly stackKeys: readonly string[]; // function names, leaf first, each ended by a line feed
  readonly stackSites: Int32Array; // -> siteKeys
  readonly stackValues: Float64Array;
}

/** Samples without a stack have a site too, so that the sites always add up to the total. */
const NO_STACK = "(no stack)";

/** The sample types of one file, which have the same samples: the sites and stacks of all are those of the first. */
export function heapPoints(named: NamedStacks, profiles: readonly Profile[]): HeapPoint[] {
  const [{ samples }] = profiles;
  const { leaf: leafOf, stacks } = expandedStacks(named);
  const stackKeyOf = stackKeys(named, stacks);
  const siteIds = new Map<string, number>();
  const stackIds = new Map<string, number>(); // one per distinct stack of names below one site
  const stackSites: number[] = [];
  const stackTexts: string[] = [];
  const stackOfLeaf = new Map<number, number>();
  const stackOfSample = new Int32Array(samples.length);
  for (let i = 0; i < samples.length; i++) {
    const recorded = samples.stack[i];
    const leaf = recorded < 0 ? -1 : leafOf[recorded];
    let stack = stackOfLeaf.get(leaf);
    if (stack === undefined) {
      const site =
        leaf < 0 ? siteKey({ func: NO_STACK, file: null, line: 0 }) : siteKey(framePlace(named, stacks.frame[leaf]));
      const text = leaf < 0 ? `${NO_STACK}\n` : stackKeyOf(leaf);
      const siteId = intern(siteIds, site);
      const known = stackIds.size;
      stack = intern(stackIds, `${siteId}\n${text}`);
      if (stack === known) {
        stackTexts.push(text);
        stackSites.push(siteId);
      }
      stackOfLeaf.set(leaf, stack);
    }
    stackOfSample[i] = stack;
  }
  const shared = { siteKeys: [...siteIds.keys()], stackKeys: stackTexts, stackSites: Int32Array.from(stackSites) };
  return profiles.map(({ event, unit, samples: { weight } }) => {
    const stackValues = new Float64Array(stackTexts.length);
    stackOfSample.forEach((stack, i) => {
      stackValues[stack] += weight[i];
    });
    const siteValues = new Float64Array(shared.siteKeys.length);
    stackValues.forEach((value, stack) => {
      siteValues[stackSites[stack]] += value;
    });
    const total = stackValues.reduce((sum, value) => sum + value, 0);
    return { ...shared, sampleType: event, unit, total, siteValues, stackValues };
  });
}

export function siteKey(site: FramePlace): string {
  return `${site.line}\n${site.file ?? ""}\n${site.func}`;
}

export function siteOfKey(key: string): FramePlace {
  const afterLine = key.indexOf("\n");
  const afterFile = key.indexOf("\n", afterLine + 1);
  const file = key.slice(afterLine + 1, afterFile);
  return { func: key.slice(afterFile + 1), file: file === "" ? null : file, line: Number(key.slice(0, afterLine)) };
}

/** Function names of a stack row and its callers. Callers' texts are shared: stacks are a tree. */
function stackKeys(named: NamedStacks, stacks: StackTable): (row: number) => string {
  const known = new Map<number, string>();
  return (row) => {
    const missing: number[] = [];
    let at = row;
    while (at >= 0 && !known.has(at)) {
      missing.push(at);
      at = stacks.prefix[at];
    }
    let text = known.get(at) ?? "";
    for (let i = missing.length - 1; i >= 0; i--) {
      const func = named.frames.func[stacks.frame[missing[i]]];
      text = `${named.strings[named.funcs.name[func]]}\n${text}`;
      known.set(missing[i], text);
    }
    return text;
  };
}

function intern(ids: Map<string, number>, key: string): number {
  const known = ids.get(key);
  if (known !== undefined) return known;
  ids.set(key, ids.size);
  return ids.size - 1;
}
