import type { FilterRule, RuleKind } from "../../model/filter";
import type { NamedStacks } from "../../model/stacks";
import { expandedStacks } from "../expandedStacks";
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
  const parsed = rules.flatMap(({ kind, pattern }) => {
    const fits = kind === "tagfocus" || kind === "tagignore" ? null : textTest(pattern);
    return fits === null ? [] : [{ kind, fits }];
  });
  if (parsed.length === 0 && !withoutInlines) return { named, fits: null };
  const kept = everyRow(named);
  const rows = new Locations(named);
  for (const [kind, cut] of CUTS)
    for (const rule of parsed)
      if (rule.kind === kind) cut(rows, kept, frameTest(named, funcsOf(named, kind, rule.fits)));
  if (withoutInlines) noInlines(rows, kept, () => true);
  const shown = withoutRows(named, kept);
  if (!parsed.some(({ kind }) => DROPS_SAMPLES.has(kind))) return { named: shown, fits: null };
  const fits = Uint8Array.from(expandedStacks(shown).leaf, (row) => (row < 0 ? 0 : 1));
  for (const { kind, fits: test } of parsed) {
    if (kind !== "focus" && kind !== "ignore") continue;
    const has = stacksWith(named, funcsOf(named, kind, test));
    has.forEach((is, stack) => {
      if ((is === 1) !== (kind === "focus")) fits[stack] = 0;
    });
  }
  return { named: shown, fits };
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
  return leaf === null ? has : Uint8Array.from(leaf, (row) => (row < 0 ? 0 : has[row]));
}
