/**
 * The line before a dump that says when it was made, in seconds since the epoch: what `date` prints with `+%s`,
 * `+%s.%N`, `+%s%N`, `-Is` or nothing. Without a zone, or with one that is only a word, the time counts as UTC: the dumps
 * of one series are then still right to each other. Null for any other line.
 */
export function timeOfLine(text: string): number | null {
  const line = text
    .replace(DECORATION, "")
    .trimEnd()
    .replace(/[-=#*]{1,40}$/, "")
    .trimEnd();
  if (line.length > LONGEST) return null;
  if (/^\d+(\.\d{1,9})?$/.test(line)) return epochOf(line);
  const iso = ISO.exec(line);
  if (iso !== null) {
    const [, day, time, zone = "Z"] = iso;
    return secondsOf(`${day}T${time.replace(",", ".")}${zone === "Z" ? zone : zone.replace(/^(...)(?=\d)/, "$1:")}`);
  }
  const plain = PLAIN.exec(line);
  if (plain === null) return null;
  const [, month, day, time, half = "", year] = plain;
  return secondsOf(`${month} ${day} ${year} ${time} ${half} UTC`);
}

const LONGEST = 60;
const DECORATION = /^[-=#*\s]{0,40}/;
const ISO = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d(?::\d\d(?:[.,]\d{1,9})?)?) ?(Z|[+-]\d\d:?\d\d)?$/;
/** "Wed Nov 25 20:18:30 UTC 2026", with AM or PM in some locales. */
const PLAIN = /^[A-Z][a-z]{2} ([A-Z][a-z]{2}) +(\d{1,2}) (\d\d:\d\d:\d\d) (AM |PM )?[A-Z+\-\d]{1,6} (\d{4})$/;

const UNITS: Readonly<Record<number, number>> = { 9: 1, 10: 1, 13: 1e3, 16: 1e6, 19: 1e9 };

/** Digits of seconds, milli-, micro- or nanoseconds since the epoch, told by how many there are. */
function epochOf(digits: string): number | null {
  const whole = digits.split(".", 1)[0] ?? "";
  const unit = UNITS[whole.length];
  return unit === undefined || (unit !== 1 && whole !== digits) ? null : Number(digits) / unit;
}

function secondsOf(date: string): number | null {
  const ms = Date.parse(date);
  return Number.isNaN(ms) ? null : ms / 1000;
}
