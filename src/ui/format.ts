/** Figures as a reader of the given language (BCP 47) expects them. */

/** Bytes in binary units: 49438189 -> "47.1 MiB". */
export function formatBytes(bytes: number, language: string): string {
  return scaled(bytes, 1024, BYTE_UNITS, language);
}

const BYTE_UNITS = ["B", "KiB", "MiB", "GiB", "TiB"];

/** Counts in full, with the language's thousands: 1234567 -> "1,234,567". */
export function formatCount(count: number, language: string): string {
  return numberFormat(language, { maximumFractionDigits: Number.isInteger(count) ? 0 : 2 }).format(count);
}

/** Nanoseconds in the unit that fits: "850 ns", "1.23 ms", "4.5 s". */
export function formatNs(ns: number, language: string): string {
  return scaled(ns, 1000, TIME_UNITS, language);
}

const TIME_UNITS = ["ns", "µs", "ms", "s"];

/** A share of 1: 0.1234 -> "12.3%". Tiny but not zero is "<0.1%". */
export function formatShare(share: number, language: string): string {
  const format = numberFormat(language, { style: "percent", minimumFractionDigits: 1, maximumFractionDigits: 1 });
  if (share !== 0 && Math.abs(share) < 0.0005) return `${share < 0 ? ">−" : "<"}${format.format(0.001)}`;
  return format.format(share);
}

/** A weight in its unit: bytes and nanoseconds scaled, everything else as a count. */
export function formatWeight(value: number, unit: string, language: string): string {
  if (unit === "bytes") return formatBytes(value, language);
  if (unit === "nanoseconds") return formatNs(value, language);
  return formatCount(value, language);
}

/** With a plus sign where it grows: "+1.2 MiB". */
export function formatChange(value: number, unit: string, language: string): string {
  return `${value > 0 ? "+" : ""}${formatWeight(value, unit, language)}`;
}

/** A duration in whole units: 75 -> "1 min 15 s". */
export function formatDuration(seconds: number, language: string): string {
  const number = (value: number, digits: number) => formatFixed(value, digits, language);
  if (seconds < 10) return `${number(seconds, seconds === Math.round(seconds) ? 0 : 1)} s`;
  if (seconds < 120) return `${number(Math.round(seconds), 0)} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 120) return joined(number(minutes, 0), "min", number(Math.round(seconds) % 60, 0), "s");
  return joined(number(Math.floor(minutes / 60), 0), "h", number(minutes % 60, 0), "min");
}

/** A moment, in the reader's time zone: "13:04:05". */
export function formatClock(timeNs: bigint, language: string): string {
  const date = new Date(Number(timeNs / 1_000_000n));
  const milliseconds = date.getMilliseconds() !== 0;
  const make = () => new Intl.DateTimeFormat(language, clockOptions(milliseconds));
  return kept(clocks, `${language} ${milliseconds}`, make).format(date);
}

const clocks = new Map<string, Intl.DateTimeFormat>();

function clockOptions(milliseconds: boolean): Intl.DateTimeFormatOptions {
  return {
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
    ...(milliseconds ? { fractionalSecondDigits: 3 } : {}),
    hour12: false,
  };
}

export function formatFixed(value: number, digits: number, language: string): string {
  return numberFormat(language, { minimumFractionDigits: digits, maximumFractionDigits: digits }).format(value);
}

/** About three significant digits, for p values and ratios: 0.00123, 1.5, 42. */
export function formatFigure(value: number, language: string): string {
  if (value !== 0 && Math.abs(value) < 1e-4) return value.toExponential(1);
  return numberFormat(language, { maximumSignificantDigits: 3 }).format(value);
}

function joined(big: string, bigUnit: string, small: string, smallUnit: string): string {
  return small === "0" ? `${big} ${bigUnit}` : `${big} ${bigUnit} ${small} ${smallUnit}`;
}

function scaled(value: number, base: number, units: readonly string[], language: string): string {
  let unit = 0;
  let size = value;
  while (Math.abs(size) >= base * 0.9995 && unit < units.length - 1) {
    size /= base;
    unit++;
  }
  const digits = Math.abs(size) < 10 ? 2 : Math.abs(size) < 100 ? 1 : 0;
  return `${formatFixed(size, unit === 0 && Number.isInteger(size) ? 0 : digits, language)} ${units[unit]}`;
}

function numberFormat(language: string, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = `${language} ${JSON.stringify(options)}`;
  return kept(numbers, key, () => new Intl.NumberFormat(language, options));
}

const numbers = new Map<string, Intl.NumberFormat>();

/** Making a formatter of Intl takes longer than using it a hundred times, and tables need thousands. */
function kept<Format>(formats: Map<string, Format>, key: string, make: () => Format): Format {
  const format = formats.get(key) ?? make();
  formats.set(key, format);
  return format;
}
