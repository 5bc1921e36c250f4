import type { StackCapture } from "../../model/capture";
import type { SessionFile } from "../../model/session";
import type { NamedStacks } from "../../model/stacks";
import { baseName } from "../baseName";
import { type HeapPoint, heapPoints } from "./heapPoint";

/** What is known of one dropped pprof file as a possible point of a heap series. */
export interface HeapFile {
  readonly fileId: number;
  readonly name: string;
  /** Files of equal identity come from one process, or from restarts of it at the same addresses. */
  readonly identity: string;
  readonly program: string; // base name of the main binary, "" when the profile does not say
  readonly timeNs: bigint; // 0 when absent
  readonly period: number; // mean bytes between two samples, 0 when unknown
  /** Totals of the counters, null where the profile lacks them. */
  readonly allocObjects: number | null;
  readonly allocSpace: number | null;
  readonly points: readonly HeapPoint[]; // of its gauges, inuse_space and inuse_objects, and its counters
}

const GAUGES = ["inuse_space", "inuse_objects"];
const COUNTERS = ["alloc_space", "alloc_objects"];

export interface HeapEntry {
  readonly file: Pick<SessionFile, "id" | "name" | "folder">;
  readonly capture: StackCapture;
  readonly named: NamedStacks;
}

/**
 * The file as a heap snapshot; null when it is none: no inuse_space, or a difference between two moments. Differences
 * (`?seconds=N`, `pprof -base`) do not say how much was live: they hold negative weights, or Go gives them a duration,
 * which it never gives a snapshot.
 */
export function heapFile(entry: HeapEntry): HeapFile | null {
  const { file, capture, named } = entry;
  const space = capture.profiles.find((profile) => profile.event === "inuse_space");
  const facts = capture.pprof;
  if (space === undefined || facts === null) return null;
  const gauges = capture.profiles.filter((profile) => GAUGES.includes(profile.event));
  if (gauges.some((profile) => profile.samples.weight.some((weight) => weight < 0))) return null;
  const counters = capture.profiles.filter((profile) => COUNTERS.includes(profile.event));
  if (counters.some(({ event }) => event === "alloc_space") && facts.durationNs > 0n) return null;
  const points = heapPoints(named, [...gauges, ...counters]);
  const alloc = (counter: string) => points.find(({ sampleType }) => sampleType === counter)?.total ?? null;
  return {
    fileId: file.id,
    name: file.name,
    ...processOf(entry),
    timeNs: facts.timeNs,
    period: facts.periodUnit === "bytes" ? facts.period : 0,
    allocObjects: alloc("alloc_objects"),
    allocSpace: alloc("alloc_space"),
    points,
  };
}

/**
 * Same process: same build id (the binary's path where there is none), same start addresses of all mappings, and same
 * dropped folder. The folder is asked for because an executable that is not position-independent, Go's default on
 * Linux, has the same build id and addresses in every process: on one disk a run's profiles share a folder, and
 * profiles of two runs in two folders must not be spliced into one heap.
 */
export function processOf({ file, capture }: Omit<HeapEntry, "named">): { identity: string; program: string } {
  const main = capture.modules.find((module) => module.addressing === "file-offset") ?? capture.modules.at(0);
  const path = main?.path ?? "";
  const starts = [...(capture.pprof?.mappingStarts ?? [])].sort((a, b) => a - b);
  return { identity: JSON.stringify([file.folder, main?.buildId ?? path, starts]), program: baseName(path) };
}
