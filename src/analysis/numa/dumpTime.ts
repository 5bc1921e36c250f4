/** Digits of a name that are a moment: ten of seconds since the epoch, or a date with a time of day, taken as UTC. */
const EPOCH = /(?<!\d)(1\d{9})(?!\d)/;
const DATE = /(?<!\d)(20\d\d)[-_.]?(\d\d)[-_.]?(\d\d)[-_.T ]?(\d\d)[-_.:h]?(\d\d)[-_.:m]?(\d\d)(?!\d)/;

/** When a file of one dump was made, as far as its name says; NaN where it does not. Seconds since the epoch. */
export function timeOfName(name: string): number {
  const epoch = EPOCH.exec(name);
  if (epoch !== null) return Number(epoch[1]);
  const date = DATE.exec(name);
  if (date === null) return Number.NaN;
  const [, year, month, day, hour, minute, second] = date;
  return Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`) / 1000;
}

/** What the names of a series' files have in common: all but their numbers. */
export function stemOf(name: string): string {
  return name.replace(/\d+/g, "#");
}
