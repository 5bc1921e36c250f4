/** Amounts as pprof's tag filters have them: `512`, `32kb`, `10ms`, and ranges of them. */
export interface Amount {
  readonly number: number;
  readonly unit: string; // as written, "" for none
}

/** Ends included; null for an open end. */
export interface AmountRange {
  readonly low: Amount | null;
  readonly high: Amount | null;
}

type Dimension = "bytes" | "nanoseconds";

const factors = (dimension: Dimension, names: string, factor: number) =>
  names.split(" ").map((name) => [name, { dimension, factor }] as const);

/** Units as pprof spells them; amounts of memory by 1,024 as it counts them. */
const UNITS: ReadonlyMap<string, { readonly dimension: Dimension; readonly factor: number }> = new Map([
  ...factors("bytes", "b byte", 1),
  ...factors("bytes", "kb kbyte kilobyte", 2 ** 10),
  ...factors("bytes", "mb mbyte megabyte", 2 ** 20),
  ...factors("bytes", "gb gbyte gigabyte", 2 ** 30),
  ...factors("bytes", "tb tbyte terabyte", 2 ** 40),
  ...factors("bytes", "pb pbyte petabyte", 2 ** 50),
  ...factors("nanoseconds", "ns nanosecond", 1),
  ...factors("nanoseconds", "us μs microsecond", 1e3),
  ...factors("nanoseconds", "ms millisecond", 1e6),
  ...factors("nanoseconds", "s sec second", 1e9),
  ...factors("nanoseconds", "hr hour", 3600e9),
]);

/** "bytes" is "byte", "MB" is "mb". */
function unitOf(text: string) {
  const name = text.toLowerCase();
  return UNITS.get(name.length > 2 && name.endsWith("s") ? name.slice(0, -1) : name);
}

const AMOUNT = "([+-]?\\d+(?:\\.\\d+)?)([a-zμ]*)";
const RANGE = new RegExp(`^(?:${AMOUNT})?(:)?(?:${AMOUNT})?$`, "i");

/** `32kb`, `32kb:`, `:32kb`, `1kb:32kb`; null for what is none of these, or of units of two kinds. */
export function amountRange(text: string): AmountRange | null {
  const [match, from, fromUnit = "", colon, to, toUnit = ""] = RANGE.exec(text) ?? [];
  if (match === undefined || (from === undefined && to === undefined)) return null;
  if (colon === undefined && to !== undefined) return null;
  const low = from === undefined ? null : { number: Number(from), unit: fromUnit };
  if (colon === undefined) return isKnown(low) ? { low, high: low } : null;
  const high = to === undefined ? null : { number: Number(to), unit: toUnit };
  return isKnown(low) && isKnown(high) ? { low, high } : null;
}

function isKnown(amount: Amount | null): boolean {
  return amount === null || amount.unit === "" || unitOf(amount.unit) !== undefined;
}

/**
 * An amount in the base unit of what is measured in `unit`: bytes, nanoseconds or that unit itself. Undefined where its
 * own unit is of something else.
 */
export function baseAmount({ number, unit: own }: Amount, unit: string): number | undefined {
  const [given, measured] = [unitOf(own), unitOf(unit)];
  if (own === "") return number * (measured?.factor ?? 1);
  if (given === undefined || (measured !== undefined && measured.dimension !== given.dimension)) return undefined;
  return number * given.factor;
}
