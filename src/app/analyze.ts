import { type AnalysisName, type Analyze, analyzeHere } from "../analysis/analyses";
import { Analyst, type NameRequest } from "../client/analyst";
import type { StageResult } from "../client/stages";
import type { NamedCodes } from "../model/stacks";
import { track } from "./pending";

/** What is about less than this is computed in place: it takes a few milliseconds. */
const SMALL_BYTES = 1 << 20;

/** What takes long however few bytes it is about: every pair of points of every site is looked at. */
const COSTLY: ReadonlySet<AnalysisName> = new Set<AnalysisName>(["judge"]);

/** Answers that are kept for one capture. */
const MOST_KEPT = 16;

interface Answer {
  readonly name: AnalysisName;
  /** Columns are not kept for the sake of answers about them. */
  args: readonly unknown[] | null; // null when it failed
  result: unknown; // or the promise of it
}

export const analyst = new Analyst();
const answers = new WeakMap<object, Answer[]>(); // by the first argument

/** Analyses of the page: large ones in a worker, each once for its arguments. */
export const analyze: Analyze = (name, args) => {
  const [named] = args;
  const known = (answers.get(named) ?? []).filter(isAlive);
  const same = known.find((answer) => answer.name === name && isSame(args, answer.args));
  if (same !== undefined) return same.result as ReturnType<typeof analyze<typeof name>>;
  const isHere = !COSTLY.has(name) && isSmall(args);
  const answer: Answer = {
    name,
    args: args.map((arg) => (isObject(arg) ? new WeakRef(arg) : arg)),
    result: isHere ? analyzeHere(name, args) : analyst.ask(name, args),
  };
  if (answer.result instanceof Promise) void track(settle(answer, answer.result));
  answers.set(named, [...known.slice(1 - MOST_KEPT), answer]);
  return answer.result as ReturnType<typeof analyze<typeof name>>;
};

/** Names of a capture, by the worker that the questions about it go to: it has started then. */
export function nameCodes(request: NameRequest): Promise<StageResult<NamedCodes>> {
  return analyst.name(request);
}

/** Whether what these are about takes a few milliseconds. */
export function isSmall(args: readonly unknown[]): boolean {
  return args.reduce<number>((sum, arg) => sum + columnBytes(arg), 0) < SMALL_BYTES;
}

function isSame(args: readonly unknown[], others: readonly unknown[] | null): boolean {
  return others !== null && args.every((arg, index) => arg === held(others[index]));
}

function isAlive({ args }: Answer): boolean {
  return args?.every((arg) => !(arg instanceof WeakRef) || arg.deref() !== undefined) === true;
}

function held(arg: unknown): unknown {
  return arg instanceof WeakRef ? arg.deref() : arg;
}

function isObject(arg: unknown): arg is object {
  return typeof arg === "object" && arg !== null;
}

/** An answer that is there is given without waiting; a question that failed may be asked again. */
async function settle(answer: Answer, promise: Promise<unknown>): Promise<void> {
  try {
    answer.result = await promise;
  } catch {
    answer.args = null;
  }
}

/** Of all columns in a value, those in lists left out. */
function columnBytes(value: unknown): number {
  if (ArrayBuffer.isView(value)) return value.byteLength;
  if (!isObject(value) || Array.isArray(value)) return 0;
  return Object.values(value).reduce((sum: number, part) => sum + columnBytes(part), 0);
}
