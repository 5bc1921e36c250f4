import type { ManualRule } from "../../model/deviation";
import type { NamedStacks } from "../../model/stacks";
import { baseName } from "../baseName";
import { type Difference, difference } from "../difference/difference";
import type { DifferenceSide } from "../difference/differenceSide";
import { normalFunction, normalModule } from "./normalName";

/**
 * Two profiles of different builds as shares, candidate less baseline: frames meet by their normalised names, and weights are
 * shares of all that the profile has. Equal profiles leave nothing.
 */
export function shareDifference(
  candidate: DifferenceSide,
  baseline: DifferenceSide,
  rules: readonly ManualRule[],
): Difference {
  const known = new Map(rules);
  const made = difference(inShares(baseline, known), inShares(candidate, known), false);
  const { samples } = made;
  return { ...made, samples: { ...samples, weight: samples.weight.map((parts) => parts / PARTS) } };
}

/** Shares are whole numbers of these while they are summed: so equal ones cancel out exactly. */
const PARTS = 2 ** 40;

function inShares(side: DifferenceSide, rules: ReadonlyMap<string, string>): DifferenceSide {
  const { weight } = side.samples;
  const total = weight.reduce((sum, each) => sum + Math.abs(each), 0);
  const shares = total === 0 ? weight : weight.map((each) => Math.round((each / total) * PARTS));
  const samples = { ...side.samples, weight: shares };
  return { named: normalised(side.named, rules), samples, labels: [], codes: null };
}

/** Lines are left out: processors stop at others of one function, and it would be two. */
function normalised(named: NamedStacks, rules: ReadonlyMap<string, string>): NamedStacks {
  const strings = [...named.strings];
  for (const name of named.funcs.name) strings[name] = normalFunction(named.strings[name] ?? "", rules);
  const modules = named.modules.map((module) => {
    const path = normalModule(baseName(module.path));
    return { ...module, path, buildId: null };
  });
  const frames = { ...named.frames, line: new Int32Array(named.frames.length) };
  return { ...named, strings, modules, frames };
}
