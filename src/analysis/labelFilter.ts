import type { ArgColumn, NumberArg, TableArg, TextArg } from "../model/profile";
import { textTest } from "./frameRules/pattern";
import { amountRange, baseAmount } from "./labelAmount";

/** Whether a sample (-> the columns of a profile) fits. */
export type SampleTest = (sample: number) => boolean;

/**
 * What a word `key=value` asks of the labels, or the arguments, of a sample: a text must have the value in it, in any
 * case; a number must be it, or in the range `1kb:10kb`, `1kb:` or `:10kb`, ends included. Null where the samples have
 * nothing by that name, or the word asks for no amount: it is then a word like any other.
 */
export function labelCriterion(args: readonly ArgColumn[], word: string): SampleTest | null {
  const sign = word.indexOf("=");
  const [key, value] = [word.slice(0, sign), word.slice(sign + 1)];
  const range = amountRange(value);
  const criteria = args.flatMap((arg) => {
    if (sign <= 0 || arg.name !== key) return [];
    if (arg.kind === "string") return [textCriterion(arg, (text) => text.toLowerCase().includes(value.toLowerCase()))];
    return range === null ? [] : [rangeCriterion(arg, range)];
  });
  return criteria.length === 0 ? null : anyOf(criteria);
}

/**
 * What pprof's -tagfocus and -tagignore ask: `[key=]regexp,…` of texts, of which with a key any has to fit, and without
 * one all, each in `key:value` of some label; or `[key=]` and a range of amounts, of numbers. A label without a unit is
 * of the unit that it is called by, as pprof has it, and an amount without one is of the label's. Null where an
 * expression is none.
 */
export function tagCriterion(args: readonly ArgColumn[], pattern: string): SampleTest | null {
  const sign = pattern.indexOf("=");
  const [key, value] = sign < 0 ? [null, pattern] : [pattern.slice(0, sign), pattern.slice(sign + 1)];
  const named = args.filter(({ name }) => key === null || name === key);
  const range = amountRange(value);
  if (range !== null) return anyOf(named.flatMap((arg) => (arg.kind === "string" ? [] : [rangeCriterion(arg, range)])));
  const tests = value.split(",").map(textTest);
  const criteria: SampleTest[] = [];
  for (const fits of tests) {
    if (fits === null) return null;
    const ofTexts = named.flatMap((arg) => {
      if (arg.kind !== "string") return [];
      return [textCriterion(arg, (text) => fits(key === null ? `${arg.name}:${text}` : text))];
    });
    criteria.push(anyOf(ofTexts));
  }
  return key === null ? (sample) => criteria.every((fits) => fits(sample)) : anyOf(criteria);
}

function anyOf(criteria: readonly SampleTest[]): SampleTest {
  return (sample) => criteria.some((fits) => fits(sample));
}

function textCriterion({ values, strings }: TextArg, test: (text: string) => boolean): SampleTest {
  const fits = strings.map(test);
  return (sample) => fits[values[sample]] === true;
}

function rangeCriterion(arg: NumberArg | TableArg, range: NonNullable<ReturnType<typeof amountRange>>): SampleTest {
  const unit = ("labelUnit" in arg && arg.labelUnit) || arg.name;
  const [low, high] = [range.low, range.high].map((end) => (end === null ? null : baseAmount(end, unit)));
  if (low === undefined || high === undefined) return () => false;
  const { values } = arg;
  const own = baseAmount({ number: 1, unit: "" }, unit) ?? 1;
  return (sample) => values[sample] * own >= (low ?? -Infinity) && values[sample] * own <= (high ?? Infinity);
}
