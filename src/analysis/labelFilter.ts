import type { ArgColumn } from "../model/profile";

/** Values of pprof's units; amounts of memory by 1,024 as pprof counts them. */
const UNITS: Readonly<Record<string, number>> = {
  "": 1,
  b: 1,
  kb: 2 ** 10,
  mb: 2 ** 20,
  gb: 2 ** 30,
  ns: 1,
  us: 1e3,
  ms: 1e6,
  s: 1e9,
};

const AMOUNT = "(\\d+(?:\\.\\d+)?)([a-z]*)";
const RANGE = new RegExp(`^(?:${AMOUNT})?(:)?(?:${AMOUNT})?$`, "i");

/**
 * What a word `key=value` asks of the labels, or the arguments, of a sample, as pprof's -tagfocus does: a text must have
 * the value in it; a number must be it, or in the range `1kb:10kb`, `1kb:` or `:10kb`, ends included. Null where the
 * samples have nothing by that name, or the word asks for no amount: it is then a word like any other.
 */
export function labelCriterion(args: readonly ArgColumn[], word: string): ((sample: number) => boolean) | null {
  const sign = word.indexOf("=");
  const [key, value] = [word.slice(0, sign), word.slice(sign + 1)];
  const named = sign <= 0 ? [] : args.filter(({ name }) => name === key);
  const criteria = named.map((arg) => criterion(arg, value)).filter((each) => each !== null);
  return criteria.length === 0 ? null : (sample) => criteria.some((fits) => fits(sample));
}

function criterion(arg: ArgColumn, value: string): ((sample: number) => boolean) | null {
  if (arg.kind === "string") {
    const fits = arg.strings.map((text) => text.toLowerCase().includes(value.toLowerCase()));
    return (sample) => fits[arg.values[sample]] === true;
  }
  const range = rangeOf(value);
  return range && ((sample) => arg.values[sample] >= range[0] && arg.values[sample] <= range[1]);
}

function rangeOf(text: string): readonly [number, number] | null {
  const [match, from, fromUnit = "", colon, to, toUnit = ""] = RANGE.exec(text) ?? [];
  if (match === undefined || (from === undefined && to === undefined)) return null;
  if (colon === undefined && from !== undefined && to !== undefined) return null;
  const [low, high] = [amount(from, fromUnit), amount(to, toUnit)];
  if (low === null || high === null) return null;
  if (colon === undefined) return [low, low];
  return [from === undefined ? -Infinity : low, to === undefined ? Infinity : high];
}

/** 0 for a missing end; null for a unit that is none. */
function amount(digits: string | undefined, unit: string): number | null {
  const factor = UNITS[unit.toLowerCase()];
  return factor === undefined ? null : Number(digits ?? 0) * factor;
}
