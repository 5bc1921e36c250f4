// The command line of `npm run analyze`.
import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";

export const usage =
  "usage: npm run analyze -- [--out FILE] [--addresses FILE] [--baseline FILE...] [--candidate FILE...] [--offline] [--single] " +
  "[--screenshot VIEW:FILE] [--export pprof|folded|speedscope|session:FILE] [--profile N] [--timeout S] FILE...";

/** Bad usage: exit status 2. */
export class UsageError extends Error {}

/**
 * @typedef {object} Options
 * @property {string} out where the report goes, "-" is standard output
 * @property {Record<import("../page.mjs").DropSide, string[]>} files
 * @property {string | null} addresses file whose lines go into the address box
 * @property {boolean} offline
 * @property {boolean} single the one-file build, opened from disk
 * @property {{ view: string, file: string }[]} screenshots
 * @property {{ format: string, file: string }[]} exports
 * @property {number | null} profile whose exports are saved; null: the first of the report
 * @property {number} timeoutS
 */

/**
 * What each option does with the arguments after it. Those that take none or many leave `side` as the place for files.
 * @type {Readonly<Record<string, (options: Options, next: (what: string) => string) => import("../page.mjs").DropSide>>}
 */
const handlers = {
  "--out": (options, next) => {
    options.out = next("a file");
    return "automatic";
  },
  "--addresses": (options, next) => {
    options.addresses = next("a file of addresses");
    if (!existsSync(options.addresses)) throw new UsageError(`no such file: ${options.addresses}`);
    return "automatic";
  },
  "--baseline": () => "baseline",
  "--candidate": () => "candidate",
  "--offline": (options) => {
    options.offline = true;
    return "automatic";
  },
  "--single": (options) => {
    options.single = true;
    return "automatic";
  },
  "--screenshot": (options, next) => {
    const [, view, file] = /^([\w-]+):(.+)$/.exec(next("VIEW:FILE")) ?? [];
    if (view === undefined || file === undefined) throw new UsageError("--screenshot wants VIEW:FILE");
    options.screenshots.push({ view, file });
    return "automatic";
  },
  "--export": (options, next) => {
    const [, format, file] = /^(pprof|folded|speedscope|session):(.+)$/.exec(next("FORMAT:FILE")) ?? [];
    if (format === undefined || file === undefined)
      throw new UsageError("--export wants pprof:FILE, folded:FILE, speedscope:FILE or session:FILE");
    options.exports.push({ format, file });
    return "automatic";
  },
  "--profile": (options, next) => {
    options.profile = Number(next("a number"));
    if (!Number.isInteger(options.profile) || options.profile < 0)
      throw new UsageError("--profile wants the id of a profile as in the report");
    return "automatic";
  },
  "--timeout": (options, next) => {
    options.timeoutS = Number(next("seconds"));
    if (!(options.timeoutS > 0)) throw new UsageError("--timeout wants a number of seconds above 0");
    return "automatic";
  },
};

/**
 * @param {readonly string[]} args
 * @returns {Options}
 */
export function parseOptions(args) {
  /** @type {Options} */
  const options = {
    out: "-",
    addresses: null,
    files: { automatic: [], baseline: [], candidate: [] },
    offline: false,
    single: false,
    screenshots: [],
    exports: [],
    profile: null,
    timeoutS: 300,
  };
  /** @type {import("../page.mjs").DropSide} */
  let side = "automatic";
  for (let at = 0; at < args.length; at++) {
    const arg = args[at] ?? "";
    if (!arg.startsWith("-") || arg === "-") {
      options.files[side].push(...filesAt(arg));
      continue;
    }
    const handle = handlers[arg];
    if (handle === undefined) throw new UsageError(`unknown option ${arg}`);
    side = handle(options, (what) => {
      const value = args[++at];
      if (value === undefined) throw new UsageError(`${arg} wants ${what}`);
      return value;
    });
  }
  if (Object.values(options.files).every((paths) => paths.length === 0)) throw new UsageError("no file given");
  return options;
}

/**
 * @param {string} path a file, or a folder for all files in it
 * @returns {string[]}
 */
function filesAt(path) {
  if (!existsSync(path)) throw new UsageError(`no such file: ${path}`);
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path)
    .sort()
    .flatMap((name) => filesAt(join(path, name)));
}
