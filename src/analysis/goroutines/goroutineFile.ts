import type { StackCapture } from "../../model/capture";
import { GOROUTINE_ARGS, type GoroutineSeries } from "../../model/goroutines";
import type { Profile, TextArg } from "../../model/profile";
import type { SessionFile } from "../../model/session";
import type { NamedStacks } from "../../model/stacks";
import { processOf } from "../growth/heapFile";
import { goroutineGroups, type PointGroup } from "./goroutinePoint";
import { tracePoints } from "./tracePoints";

export interface GoroutineEntry {
  readonly file: Pick<SessionFile, "id" | "name" | "folder">;
  readonly capture: StackCapture;
  readonly named: NamedStacks;
}

/** A possible point of a series of goroutines. */
export interface GoroutineFile {
  readonly fileId: number;
  readonly name: string;
  readonly folder: string;
  readonly identity: string; // equal for files of one process, see processOf
  readonly program: string; // of a trace the name of its file: nothing in it says what ran
  readonly timeNs: bigint; // 0 when absent
  readonly isSinceStart: boolean; // the time is that since the start of the recording
  readonly source: GoroutineSeries["source"];
  readonly lends: boolean; // to points of other files; of several points of one file the last does
  readonly groups: readonly PointGroup[];
  /** Who created each goroutine, by id; of text dumps. */
  readonly creators: ReadonlyMap<number, string>;
}

/**
 * The file as goroutines: one point, of a trace several, none when it is of something else. The profiles are called as
 * runtime/pprof does: the sample type "goroutine", and "goroutineleak" for those that nothing can wake any more.
 */
export function goroutineFiles({ file, capture, named }: GoroutineEntry): readonly GoroutineFile[] {
  const place = { fileId: file.id, name: file.name, folder: file.folder };
  if (capture.kind === "go-trace") {
    const identity = `trace ${file.id}`;
    const isSinceStart = capture.trace.clock === null;
    return tracePoints(named, capture).map((point, i, points) => ({
      ...place,
      ...point,
      identity,
      program: file.name,
      isSinceStart,
      source: "trace",
      lends: i === points.length - 1,
      creators: NO_CREATORS,
    }));
  }
  const profile = capture.profiles.find(({ event }) => event === "goroutine" || event === "goroutineleak");
  if (profile === undefined || (capture.kind !== "pprof" && capture.kind !== "goroutine-text")) return [];
  if (profile.samples.weight.some((weight) => weight < 0)) return []; // a difference of two moments
  const isText = capture.kind === "goroutine-text";
  const isLeaks = profile.event === "goroutineleak";
  const groups = goroutineGroups(named, profile, isText);
  return [
    {
      ...place,
      ...(isText ? { identity: file.folder, program: "" } : processOf({ file, capture })),
      timeNs: capture.pprof?.timeNs ?? 0n,
      isSinceStart: false,
      source: isText ? "text" : isLeaks ? "goroutineleak" : "goroutine",
      lends: true,
      creators: isText ? creatorsOf(profile) : NO_CREATORS,
      groups: isLeaks ? groups.map((group) => ({ ...group, leaked: group.count })) : groups,
    },
  ];
}

const NO_CREATORS: ReadonlyMap<number, string> = new Map();

function creatorsOf({ args }: Profile): ReadonlyMap<number, string> {
  const ids = args.find(({ name }) => name === GOROUTINE_ARGS.id);
  const [func, place] = [GOROUTINE_ARGS.createdBy, GOROUTINE_ARGS.createdAt].map((name) =>
    args.find((arg): arg is TextArg => arg.name === name && arg.kind === "string"),
  );
  const creators = new Map<number, string>();
  ids?.values.forEach((id, row) => {
    const text = func?.strings[func.values[row]];
    if (text !== undefined) creators.set(id, `${text} ${place?.strings[place.values[row]] ?? ""}`);
  });
  return creators;
}
