import type { CheckRuleId } from "../../model/checkText";
import type { Artefact, MetricName } from "../../model/deviation";
import type { CaptureInput, StackInput } from "./input";
import { normalFunction } from "./normalName";
import type { Source, SourcePart } from "./sources";
import { COMPLETE, NO_STACK, STOPS, stopsOf, UNTOLD } from "./stops";

/** Rules of the capture check that bend figures here: which ones. Whether a rule holds was tested on the capture. */
const TOUCHED: Partial<Record<CheckRuleId, readonly MetricName[]>> = {
  "sw64-frame-pointers": ["truncation_rate", "incomplete_rate", "profile_distance", "pc_offset"],
  "sw64-precise": ["call_site_error", "sampling_regularity"],
  "sw64-exclude-hv-guest": ["profile_distance"],
  "sw64-36-registers": ["incomplete_rate", "stack_top_deviation", "call_site_error"],
  "sw64-no-branches": ["incomplete_rate"],
  "sw64-shared-counter": ["sampling_regularity", "profile_distance"],
  "sw64-core4-sampling": ["sampling_regularity", "profile_distance"],
  "sw64-no-nmi": ["sampling_regularity", "profile_distance"],
  "sw64-unaligned": ["call_site_error", "incomplete_rate", "pc_offset"],
  lost: ["sampling_regularity", "profile_distance"],
  throttled: ["sampling_regularity", "profile_distance"],
  "one-frame": ["truncation_rate", "incomplete_rate", "profile_distance"],
  "chain-limit": ["truncation_rate", "incomplete_rate"],
  "dumps-exhausted": ["truncation_rate", "incomplete_rate", "stack_top_deviation"],
  "article-frame-alignment": ["stack_top_deviation", "incomplete_rate"],
  "article-instruction-length": ["symbol_coverage"],
};

export function artefacts(captures: readonly CaptureInput[], sources: readonly Source[]): Artefact[] {
  const checked = captures.flatMap((input): Artefact[] =>
    input.kind === "harness-csv"
      ? []
      : input.checks.flatMap(({ rule, severity, params }) => {
          const touches = TOUCHED[rule];
          return touches === undefined ? [] : [{ file: input.file, side: input.side, rule, severity, params, touches }];
        }),
  );
  const parts = sources.flatMap((source) => (source.kind === "stacks" ? source.parts : []));
  const own = parts.filter(isSw64).flatMap((part) => TESTS.flatMap((test) => test(part) ?? []));
  return [...checked, ...own];
}

function isSw64({ input }: SourcePart): boolean {
  return input.arch === "sw_64" && input.perf !== null;
}

/** One artefact of SW64, as this part of a source shows it; null where it does not. */
type Test = (part: SourcePart) => Artefact | null;

const RETURN_REGISTER = 1n << 26n;
const LEAST_SHARE = 0.001;

const TESTS: readonly Test[] = [
  (part) => {
    const { leaves, broken, all } = ofLeaf(part, "runtime.udiv");
    if (all === 0 || leaves / all < LEAST_SHARE) return null;
    const params = { leafShare: leaves / all, brokenShare: broken / leaves };
    return artefact(part, "sw64-division", params, ["incomplete_rate", "profile_distance"]);
  },
  (part) => {
    const regsUser = attrOf(part)?.regsUser ?? 0n;
    if (part.profile.dumps === null || regsUser === 0n || (regsUser & RETURN_REGISTER) !== 0n) return null;
    return artefact(part, "sw64-no-return-register", { mask: `0x${regsUser.toString(16)}` }, ["incomplete_rate"]);
  },
  (part) => {
    const longest = part.ends.userDepth.reduce((most, depth) => Math.max(most, depth), 0);
    if (attrOf(part)?.callGraph !== "fp" || longest < 2) return null;
    return artefact(part, "sw64-frame-pointer-callers", {}, ["profile_distance", "pc_offset"]);
  },
  (part) => {
    const stops = stopsOf(part);
    const told = stops.reduce((sum, stop) => sum + Number(stop !== NO_STACK && stop !== UNTOLD), 0);
    const switches = stops.reduce((sum, stop) => sum + Number(stop === STACK_SWITCH), 0);
    if (told === 0 || switches / told < LEAST_SHARE) return null;
    return artefact(part, "sw64-system-stack", { switchShare: switches / told }, [
      "stack_top_deviation",
      "profile_distance",
    ]);
  },
];

const STACK_SWITCH = STOPS.indexOf("StackSwitch");

function artefact(
  { input: { file, side } }: SourcePart,
  rule: Artefact["rule"],
  params: Artefact["params"],
  touches: readonly MetricName[],
): Artefact {
  return { file, side, rule, severity: "info", params, touches };
}

function attrOf({ input, profile }: SourcePart) {
  return input.perf?.events.find(({ name }) => name === profile.event)?.attr ?? null;
}

/** Samples whose innermost function is this one, and those of them whose stacks are not complete. */
function ofLeaf(
  part: SourcePart,
  name: string,
): { readonly leaves: number; readonly broken: number; readonly all: number } {
  const isIt = functionsCalled(part.input, name);
  const stops = stopsOf(part);
  const { stack } = part.profile.samples;
  const { funcOfCode } = part.ends;
  let [leaves, broken] = [0, 0];
  for (let row = 0; row < stack.length; row++) {
    if (stack[row] < 0 || !isIt.has(funcOfCode[part.input.stacks.frame[stack[row]]])) continue;
    leaves++;
    if (!COMPLETE.has(STOPS[stops[row]])) broken++;
  }
  return { leaves, broken, all: stack.length };
}

function functionsCalled({ named: { funcs, strings } }: StackInput, name: string): ReadonlySet<number> {
  const found = new Set<number>();
  const normal = normalFunction(name);
  for (let func = 0; func < funcs.length; func++) {
    if (strings[funcs.name[func]] === name || normalFunction(strings[funcs.name[func]] ?? "") === normal)
      found.add(func);
  }
  return found;
}
