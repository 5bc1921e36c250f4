import { GOROUTINE_ARGS, type GoroutineFrame } from "../../model/goroutines";
import type { Profile, TextArg } from "../../model/profile";
import type { NamedStacks } from "../../model/stacks";
import { framePlace } from "../framePlace";
import { framesOfStack } from "../shownRows";
import { concludedReason, isRuntimeFrame } from "./waitReason";

/** The goroutines of one file that have one stack, creator and wait reason. Counts are by weight. */
export interface PointGroup {
  readonly key: string; // equal in all files
  readonly frames: string; // the stack without the runtime's frames: what a profile and a text dump have in common
  readonly stack: readonly GoroutineFrame[]; // leaf first, everything
  readonly creator: { readonly func: string; readonly place: string } | null;
  readonly reason: string | null; // as said, else concluded from the stack
  readonly isText: boolean; // a text dump's or a trace's: creator and reason are said
  count: number;
  leaked: number;
  maxMinutes: number | null;
  readonly labels: Map<string, number>;
}

/**
 * A profile of goroutines, or a text dump of them, by group. The strings of a profile's samples are labels of
 * pprof.Do, and may be called as a program likes; those of a text dump are GOROUTINE_ARGS.
 */
export function goroutineGroups(named: NamedStacks, profile: Profile, isText: boolean): PointGroup[] {
  const { samples, args } = profile;
  const texts = args.filter((arg): arg is TextArg => arg.kind === "string");
  const [status, createdBy, createdAt, leaked, labels] = [
    GOROUTINE_ARGS.status,
    GOROUTINE_ARGS.createdBy,
    GOROUTINE_ARGS.createdAt,
    GOROUTINE_ARGS.leaked,
    GOROUTINE_ARGS.labels,
  ].map((name) => (isText ? texts.find((arg) => arg.name === name) : undefined));
  const minutes = args.find((arg) => isText && arg.kind === "number" && arg.name === GOROUTINE_ARGS.minutes);
  const textAt = (arg: TextArg | undefined, row: number) => arg?.strings[arg.values[row]] ?? "";
  const labelsAt = (row: number) =>
    isText ? textAt(labels, row) : texts.flatMap((arg) => labelOf(arg.name, textAt(arg, row))).join(", ");
  const stackOf = sharedStacks(named);
  const groups = new Map<string, PointGroup>();
  for (let row = 0; row < samples.length; row++) {
    const recorded = samples.stack[row];
    const { stack, frames, reason: concluded } = stackOf(recorded);
    const reason = isText ? textAt(status, row) : concluded;
    const creator = textAt(createdBy, row) === "" ? null : creatorOf(textAt(createdBy, row), textAt(createdAt, row));
    const key = `${reason ?? ""}\n${creator?.func ?? ""} ${creator?.place ?? ""}\n${frames}`;
    let group = groups.get(key);
    if (group === undefined) {
      group = { key, frames, stack, creator, reason, isText, count: 0, leaked: 0, maxMinutes: null, labels: new Map() };
      groups.set(key, group);
    }
    const weight = samples.weight[row];
    group.count += weight;
    if (textAt(leaked, row) !== "") group.leaked += weight;
    const blocked = minutes?.values[row] ?? Number.NaN;
    if (blocked >= 0) group.maxMinutes = Math.max(blocked, group.maxMinutes ?? 0);
    const label = labelsAt(row);
    if (label !== "") group.labels.set(label, (group.labels.get(label) ?? 0) + weight);
  }
  return [...groups.values()];
}

function labelOf(name: string, text: string): string[] {
  return text === "" ? [] : [`${name}: ${text}`];
}

function creatorOf(func: string, place: string): { readonly func: string; readonly place: string } {
  return { func, place };
}

export interface SharedStack {
  readonly stack: readonly GoroutineFrame[];
  readonly frames: string;
  readonly reason: string | null;
}

/** What groups and names the stack of a recorded row (-1: none); the same row is looked at once. */
export function sharedStacks(named: NamedStacks): (recorded: number) => SharedStack {
  const known = new Map<number, SharedStack>();
  return (recorded) => {
    let shared = known.get(recorded);
    if (shared === undefined) {
      const stack = framesOf(named, recorded);
      const own = stack.filter(({ func }) => !isRuntimeFrame(func));
      const kept = own.length > 0 ? own : stack; // the runtime's own goroutines have nothing else
      const frames = kept.map(({ func, line }) => `${func} ${line}`).join("\n");
      shared = { stack, frames, reason: concludedReason(stack.map(({ func }) => func)) };
      known.set(recorded, shared);
    }
    return shared;
  };
}

function framesOf(named: NamedStacks, recorded: number): GoroutineFrame[] {
  return framesOfStack(named, recorded).map((frame) => framePlace(named, frame));
}
