import type { FilterRule } from "../../model/filter";
import type { ArgColumn, Profile } from "../../model/profile";
import {
  type ExpandedStacks,
  type FrameTable,
  type FuncTable,
  type NamedStacks,
  RUNGS,
  type StackTable,
} from "../../model/stacks";
import { argText } from "../argText";
import { fileOfFrame } from "../framePlace";
import { type Groups, samplesAlike } from "./samplesAlike";
import { TaggedTable } from "./taggedTable";

/**
 * pprof's -tagroot and -tagleaf: what samples have in these labels, or arguments, as frames of their stacks. Several are
 * parted by commas: the first becomes the root, the last the leaf.
 *
 *   tagroot=job,tenant   upload ◀ a ◀ main ◀ …
 *   tagleaf=job,tenant   main ◀ … ◀ upload ◀ a
 */
export interface TagFrames {
  readonly texts: readonly string[]; // behind NamedStacks.strings
  readonly funcs: FuncTable; // these and the following: what was there, and rows for the labels behind
  readonly frames: FrameTable;
  readonly frameStart: Int32Array;
  readonly codeSymbol: Int32Array;
  readonly codeRung: Uint8Array;
  readonly recorded: StackTable;
  readonly expanded: ExpandedStacks | null;
  readonly stack: Int32Array; // of the samples, -> recorded
}

/** Null where no rule asks for it, or no sample has such a label. Shares no column with what it is made of. */
export function tagFrames(
  named: NamedStacks,
  { samples, args }: Pick<Profile, "samples" | "args">,
  rules: readonly FilterRule[],
): TagFrames | null {
  const [roots, leaves] = (["tagroot", "tagleaf"] as const).map((kind) =>
    rules.flatMap((rule) => (rule.kind === kind ? keysOf(rule.pattern) : [])).flatMap((key) => labelOf(args, key)),
  ) as [Label[], Label[]];
  if (roots.length + leaves.length === 0) return null;
  const groups = samplesAlike(
    [...roots, ...leaves].flatMap(({ columns }) => columns),
    samples.length,
  );
  const codes = new LabelCodes(named);
  const pathsOf = (labels: readonly Label[]): readonly number[][] =>
    Array.from(groups.first, (sample) => labels.map((label) => codes.code(label, sample)));
  const paths = { roots: pathsOf(roots), leaves: pathsOf(leaves) };
  const recorded = tagged(named.recorded, samples.stack, groups, paths);
  const { expanded } = named;
  return {
    ...codes.finish(),
    recorded: recorded.table,
    expanded: expanded === undefined ? null : taggedExpanded(expanded),
    stack: recorded.ends,
  };

  function taggedExpanded({ stacks, leaf }: ExpandedStacks): ExpandedStacks {
    const { frames } = codes;
    const framesOf = (all: readonly number[][]) => all.map((path) => path.map((code) => frames + code - codes.codes));
    const ofSamples = samples.stack.map((stack) => (stack < 0 ? -1 : leaf[stack]));
    const made = tagged(stacks, ofSamples, groups, { roots: framesOf(paths.roots), leaves: framesOf(paths.leaves) });
    const leafOf = new Int32Array(recorded.table.length).fill(-1); // of the others nobody asks
    for (let sample = 0; sample < ofSamples.length; sample++) leafOf[recorded.ends[sample]] = made.ends[sample];
    return { stacks: made.table, leaf: leafOf };
  }
}

/** The profile and its stacks with them. */
export function withTagFrames<Of extends Pick<Profile, "samples">>(
  named: NamedStacks,
  profile: Of,
  tags: TagFrames | null,
): { readonly named: NamedStacks; readonly profile: Of } {
  if (tags === null) return { named, profile };
  const { texts, stack, expanded, ...tables } = tags;
  const strings = [...named.strings, ...texts];
  return {
    named: { ...named, ...tables, strings, ...(expanded === null ? {} : { expanded }) },
    profile: { ...profile, samples: { ...profile.samples, stack } },
  };
}

/** A label: pprof may have texts and numbers by one name. */
interface Label {
  readonly key: string;
  readonly columns: readonly ArgColumn[];
}

function keysOf(pattern: string): readonly string[] {
  return pattern.split(",").filter((key) => key !== "");
}

function labelOf(args: readonly ArgColumn[], key: string): Label[] {
  const columns = args.filter(({ name }) => name === key);
  return columns.length === 0 ? [] : [{ key, columns }];
}

/** Of a label that a sample lacks, as pprof prints it. */
const NO_VALUE = "<unknown>";

function textOf({ columns }: Label, sample: number): string {
  const texts = columns.flatMap((arg) => {
    const text = argText(arg, sample);
    const unit = ("labelUnit" in arg && arg.labelUnit) || "";
    return text === "" ? [] : [unit === "" ? text : `${text} ${unit}`];
  });
  return texts.length === 0 ? NO_VALUE : texts.join();
}

interface Paths {
  readonly roots: readonly (readonly number[])[]; // per group of samples, outermost first
  readonly leaves: readonly (readonly number[])[];
}

/** A table in which every sample's stack stands between the frames of its group. `ends`: per sample, where its own ends. */
function tagged(table: StackTable, stack: Int32Array, groups: Groups, { roots, leaves }: Paths) {
  const made = new TaggedTable(table);
  const ends = new Int32Array(stack.length);
  for (let group = 0; group < groups.first.length; group++) {
    made.begin(roots[group], leaves[group]);
    for (let at = groups.start[group]; at < groups.start[group + 1]; at++) {
      const sample = groups.samples[at];
      ends[sample] = made.end(stack[sample]);
    }
  }
  return { table: made.finish(), ends };
}

/** Codes of labels, behind those of a capture: one for each value of a label, called by the value, its file by the label. */
class LabelCodes {
  readonly codes: number; // of the capture
  readonly frames: number;
  readonly #named: NamedStacks;
  readonly #texts: string[] = [];
  readonly #stringOf = new Map<string, number>(); // -> strings
  readonly #funcOf = new Map<number, number>(); // by name, as pprof merges functions
  readonly #codeOf = new Map<string, number>();
  readonly #frames: { readonly func: number; readonly file: number }[] = []; // one per code
  readonly #funcs: { readonly name: number; readonly file: number }[] = [];

  constructor(named: NamedStacks) {
    this.#named = named;
    this.codes = named.codeRung.length;
    this.frames = named.frames.length;
  }

  code(label: Label, sample: number): number {
    const [name, file] = [this.#string(textOf(label, sample)), this.#string(label.key)];
    const key = `${name} ${file}`;
    const known = this.#codeOf.get(key);
    if (known !== undefined) return known;
    const func = this.#funcOf.get(name) ?? this.#named.funcs.length + this.#funcs.push({ name, file }) - 1;
    this.#funcOf.set(name, func);
    const code = this.codes + this.#frames.push({ func, file }) - 1;
    this.#codeOf.set(key, code);
    return code;
  }

  finish(): Omit<TagFrames, "recorded" | "expanded" | "stack"> {
    const { funcs, frames, frameStart, codeSymbol, codeRung } = this.#named;
    const file = frames.file ?? frames.func.map((_, frame) => fileOfFrame(this.#named, frame));
    const more = this.#frames.length;
    const same = (value: number, count = more): number[] => new Array<number>(count).fill(value);
    const ofFuncs = (of: (func: { readonly name: number; readonly file: number }) => number) => this.#funcs.map(of);
    return {
      texts: this.#texts,
      funcs: {
        length: funcs.length + this.#funcs.length,
        name: longer(
          funcs.name,
          ofFuncs(({ name }) => name),
        ),
        file: longer(
          funcs.file,
          ofFuncs((func) => func.file),
        ),
        module: longer(funcs.module, same(-1, this.#funcs.length)),
        ...(funcs.mangled === undefined ? {} : { mangled: longer(funcs.mangled, same(-1, this.#funcs.length)) }),
      },
      frames: {
        length: frames.length + more,
        func: longer(
          frames.func,
          this.#frames.map(({ func }) => func),
        ),
        line: longer(frames.line, same(0)),
        code: longer(
          frames.code,
          this.#frames.map((_, index) => this.codes + index),
        ),
        file: longer(
          file,
          this.#frames.map((frame) => frame.file),
        ),
        inlined: longer(frames.inlined, same(0)),
      },
      frameStart: longer(
        frameStart,
        this.#frames.map((_, index) => this.frames + index + 1),
      ),
      codeSymbol: longer(
        codeSymbol,
        this.#frames.map(({ func }) => this.#nameOf(func)),
      ),
      codeRung: longer(codeRung, same(RUNGS.indexOf("capture"))),
    };
  }

  #nameOf(func: number): number {
    return this.#funcs[func - this.#named.funcs.length].name;
  }

  #string(text: string): number {
    const known = this.#stringOf.get(text);
    if (known !== undefined) return known;
    const string = this.#named.strings.length + this.#texts.push(text) - 1;
    this.#stringOf.set(text, string);
    return string;
  }
}

function longer<Column extends Int32Array | Uint8Array>(column: Column, more: readonly number[]): Column {
  const Kind = column.constructor as new (length: number) => Column;
  const made = new Kind(column.length + more.length);
  made.set(column);
  made.set(more, column.length);
  return made;
}
