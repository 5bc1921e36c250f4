import type { FilterRule, RuleKind } from "../../model/filter";
import type { NamedStacks } from "../../model/stacks";
import { shownRows } from "../shownRows";
import { type Cut, hide, noInlines, pruneFrom, show, showFrom } from "./cuts";
import { everyRow, withoutRows } from "./keptRows";
import { Locations } from "./locations";
import { matchedFuncs, matchedNames } from "./matchedFuncs";
import { type TextTest, textTest } from "./pattern";
import { simplifiedName } from "./simplifiedName";

/** A capture's stacks as rules leave them. */
export interface RuledStacks {
  readonly named: NamedStacks;
  /** Per recorded stack (-> NamedStacks.recorded) 1 where its samples are shown; null where all are, also those without a stack. */
  readonly fits: Uint8Array | null;
}

type StackRuleKind = Exclude<RuleKind, `tag${string}`>;

/** After focus and ignore, which look at whole stacks. */
const CUTS: readonly (readonly [StackRuleKind, Cut])[] = [
  ["hide", hide],
  ["show", show],
  ["show_from", showFrom],
  ["prune_from", pruneFrom],
];

/** pprof leaves samples alone when only what lies below a frame is asked for. */
const DROPS_SAMPLES: ReadonlySet<RuleKind> = new Set<RuleKind>(["focus", "ignore", "hide", "show", "show_from"]);

/**
 * Applies pprof's filters of names, all focus and ignore ones first, then as CUTS has them. Of several of one kind each
 * is applied to what the one before has left. An expression looks for itself in functions, files and paths of modules;
 * that of prune_from in functions without their arguments. One that is none asks for nothing.
 */
export function ruledStacks(named: NamedStacks, rules: readonly FilterRule[], withoutInlines: boolean): RuledStacks {
  const parsed = rules.flatMap(({ kind, pattern }): readonly ParsedRule[] => {
    const fits = kind.startsWith("tag") ? null : textTest(pattern);
    return fits === null ? [] : [{ kind, fits }];
  });
  if (parsed.length === 0 && !withoutInlines) return { named, fits: null };
  const shown = cutStacks(named, parsed, withoutInlines);
  if (!parsed.some(({ kind }) => DROPS_SAMPLES.has(kind))) return { named: shown, fits: null };
  const fits = shownOnes(shown);
  for (const { kind, fits: test } of parsed) {
    if (kind !== "focus" && kind !== "ignore") continue;
    const has = stacksWith(named, funcsOf(named, kind, test));
    const wanted = kind === "focus" ? 1 : 0;
    for (let stack = 0; stack < fits.length; stack++) if (has[stack] !== wanted) fits[stack] = 0;
  }
  return { named: shown, fits };
}

interface ParsedRule {
  readonly kind: RuleKind;
  readonly fits: TextTest;
}

/** The same stacks where no rule takes anything out of them. */
function cutStacks(named: NamedStacks, rules: readonly ParsedRule[], withoutInlines: boolean): NamedStacks {
  const cuts = CUTS.flatMap(([kind, cut]) =>
    rules.filter((rule) => rule.kind === kind).map(({ fits }) => ({ cut, funcs: funcsOf(named, kind, fits) })),
  );
  const hasInlines = withoutInlines && named.frames.inlined.includes(1);
  if (cuts.length === 0 && !hasInlines) return named;
  const kept = everyRow(named);
  const rows = new Locations(named);
  for (const { cut, funcs } of cuts) cut(rows, kept, frameTest(named, funcs));
  if (hasInlines) noInlines(rows, kept, () => true);
  return withoutRows(named, kept);
}

/** Per recorded stack 1 where something of it is shown. */
function shownOnes({ recorded, expanded }: NamedStacks): Uint8Array {
  const fits = new Uint8Array(recorded.length).fill(1);
  if (expanded === undefined) return fits;
  for (let stack = 0; stack < fits.length; stack++) if (expanded.leaf[stack] < 0) fits[stack] = 0;
  return fits;
}

function funcsOf(named: NamedStacks, kind: RuleKind, fits: TextTest): Uint8Array {
  if (kind === "prune_from") return matchedNames(named, (name) => fits(simplifiedName(name)));
  return matchedFuncs(named, fits, ({ path }) => path);
}

export function frameTest({ frames: { func } }: NamedStacks, matched: Uint8Array): (frame: number) => boolean {
  return (frame) => matched[func[frame]] === 1;
}

/** Per recorded stack 1 when one of its frames is of one of these functions. */
export function stacksWith(named: NamedStacks, funcs: Uint8Array): Uint8Array {
  const { length, prefix, group, start, leaf } = shownRows(named);
  const inGroup = Uint8Array.from({ length: start.length - 1 }, (_, of) => {
    for (let frame = start[of]; frame < start[of + 1]; frame++) if (funcs[named.frames.func[frame]] === 1) return 1;
    return 0;
  });
  const has = new Uint8Array(length); // or one of its callers
  for (let row = 0; row < length; row++) has[row] = inGroup[group[row]] | (prefix[row] < 0 ? 0 : has[prefix[row]]);
  if (leaf === null) return has;
  const ofStack = new Uint8Array(leaf.length);
  for (let stack = 0; stack < leaf.length; stack++) ofStack[stack] = leaf[stack] < 0 ? 0 : has[leaf[stack]];
  return ofStack;
}
