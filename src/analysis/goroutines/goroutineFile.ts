import type { StackCapture } from "../../model/capture";
import type { GoroutineSeries } from "../../model/goroutines";
import type { SessionFile } from "../../model/session";
import type { NamedStacks } from "../../model/stacks";
import { processOf } from "../growth/heapFile";
import { goroutineGroups, type PointGroup } from "./goroutinePoint";

export interface GoroutineEntry {
  readonly file: Pick<SessionFile, "id" | "name" | "folder">;
  readonly capture: StackCapture;
  readonly named: NamedStacks;
}

/** One dropped file as a possible point of a series of goroutines. */
export interface GoroutineFile {
  readonly fileId: number;
  readonly name: string;
  readonly folder: string;
  readonly identity: string; // equal for files of one process, see processOf
  readonly program: string;
  readonly timeNs: bigint; // 0 when absent
  readonly source: GoroutineSeries["source"];
  readonly groups: readonly PointGroup[];
}

/**
 * The file as goroutines; null when it is of something else. The profiles are called as runtime/pprof does: the sample
 * type "goroutine", and "goroutineleak" for those that nothing can wake any more.
 */
export function goroutineFile({ file, capture, named }: GoroutineEntry): GoroutineFile | null {
  const profile = capture.profiles.find(({ event }) => event === "goroutine" || event === "goroutineleak");
  if (profile === undefined || (capture.kind !== "pprof" && capture.kind !== "goroutine-text")) return null;
  if (profile.samples.weight.some((weight) => weight < 0)) return null; // a difference of two moments
  const isText = capture.kind === "goroutine-text";
  const isLeaks = profile.event === "goroutineleak";
  const groups = goroutineGroups(named, profile, isText);
  return {
    fileId: file.id,
    name: file.name,
    folder: file.folder,
    ...(isText ? { identity: file.folder, program: "" } : processOf({ file, capture })),
    timeNs: capture.pprof?.timeNs ?? 0n,
    source: isText ? "text" : isLeaks ? "goroutineleak" : "goroutine",
    groups: isLeaks ? groups.map((group) => ({ ...group, leaked: group.count })) : groups,
  };
}
