import type { DumpProfile, HeapDump, HeldHeap } from "../../model/heapDump";
import { baseName } from "../baseName";

/** Where a stack of the memory profile allocates: its first frame that is not the runtime's. */
export interface DumpSite {
  readonly bucket: number; // -> DumpProfile.buckets
  readonly func: string;
  readonly file: string;
  readonly line: number;
}

export interface DumpFrame {
  readonly func: string;
  readonly file: string;
  readonly line: number;
}

/** Leaf first. */
export function bucketStack({ profile, strings }: HeapDump, bucket: number): DumpFrame[] {
  const frames: DumpFrame[] = [];
  for (let at = profile.frame[bucket]; at < profile.frame[bucket + 1]; at++) {
    frames.push({ func: strings[profile.func[at]], file: strings[profile.file[at]], line: profile.line[at] });
  }
  return frames;
}

export function siteOf(dump: HeapDump, bucket: number): DumpSite {
  const stack = bucketStack(dump, bucket);
  const frame = stack.find(({ func }) => !isRuntime(func)) ?? stack[0] ?? { func: "", file: "", line: 0 };
  return { bucket, ...frame };
}

function isRuntime(func: string): boolean {
  return func.startsWith("runtime.") || func.startsWith("internal/runtime/");
}

/** "main.newSession leak.go:36" */
export function siteText({ func, file, line }: DumpFrame): string {
  return file === "" ? func : `${func} ${baseName(file)}:${line}`;
}

/** The stack that allocated an object (-> buckets), -1 where it was not sampled. */
export function bucketOf(dump: HeapDump, object: number): number {
  const { profile } = dump;
  const known = bucketsByObject.get(profile) ?? mapped(profile);
  bucketsByObject.set(profile, known);
  return known.get(object) ?? -1;
}

const bucketsByObject = new WeakMap<DumpProfile, ReadonlyMap<number, number>>();

function mapped({ samples, sampleObject, sampleBucket }: DumpProfile): ReadonlyMap<number, number> {
  const buckets = new Map<number, number>();
  for (let i = 0; i < samples; i++) buckets.set(sampleObject[i], sampleBucket[i]);
  return buckets;
}

/** A holder and how much of something it has. */
export interface HeldShare {
  readonly holder: number; // -> holders, NOT_ALONE or UNREACHED
  readonly objects: number;
  readonly bytes: number;
}

export interface HeldSite extends DumpSite {
  readonly objectBytes: number; // as asked for
  readonly allocs: number; // sampled, as frees
  readonly frees: number;
  readonly objects: number; // sampled ones that are in the dump
  readonly bytes: number;
  readonly heldBy: readonly HeldShare[]; // most bytes first
}

/** The stacks of the memory profile with sampled objects in the dump, most bytes first, and who holds these. */
export function heldSites(dump: HeapDump, { bySite }: HeldHeap): HeldSite[] {
  const rows = grouped(bySite.length, (row) => bySite.bucket[row]);
  const sites = Array.from(rows, ([bucket, members]) => ({
    ...siteOf(dump, bucket),
    objectBytes: dump.profile.bytes[bucket],
    allocs: dump.profile.allocs[bucket],
    frees: dump.profile.frees[bucket],
    ...shares(bySite, members),
  }));
  return sites.sort((a, b) => b.bytes - a.bytes);
}

export interface HeldClass {
  readonly elemBytes: number;
  readonly noscan: boolean;
  readonly objects: number;
  readonly bytes: number;
  readonly heldBy: readonly HeldShare[]; // most bytes first
}

/** Objects by the bytes of their slot and whether they hold pointers (together a spanclass), and who holds them. */
export function heldByClass({ byClass }: HeldHeap): HeldClass[] {
  const rows = grouped(byClass.length, (row) => byClass.elemBytes[row] * 2 + byClass.noscan[row]);
  const classes = Array.from(rows.values(), (members) => ({
    elemBytes: byClass.elemBytes[members[0]],
    noscan: byClass.noscan[members[0]] === 1,
    ...shares(byClass, members),
  }));
  return classes.sort((a, b) => b.bytes - a.bytes);
}

function grouped(length: number, keyOf: (row: number) => number): ReadonlyMap<number, number[]> {
  const rows = new Map<number, number[]>();
  for (let row = 0; row < length; row++) {
    const members = rows.get(keyOf(row));
    if (members === undefined) rows.set(keyOf(row), [row]);
    else members.push(row);
  }
  return rows;
}

function shares(
  table: { readonly holder: Int32Array; readonly objects: Float64Array; readonly bytes: Float64Array },
  rows: readonly number[],
): { readonly objects: number; readonly bytes: number; readonly heldBy: HeldShare[] } {
  const heldBy = rows.map((row) => ({
    holder: table.holder[row],
    objects: table.objects[row],
    bytes: table.bytes[row],
  }));
  return {
    objects: heldBy.reduce((sum, { objects }) => sum + objects, 0),
    bytes: heldBy.reduce((sum, { bytes }) => sum + bytes, 0),
    heldBy: heldBy.sort((a, b) => b.bytes - a.bytes),
  };
}
