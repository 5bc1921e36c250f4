import { type HeapDump, POINTER_KINDS } from "../../src/model/heapDump";
import { ascending, sameLength, within } from "../profile/integrity";

/** Throws an Error with the first index of a heap dump that is not of a row that is there. */
export function checkHeapDump(dump: HeapDump): void {
  const { objects, pointers, goroutines, frames, finalizers, profile, strings } = dump;
  const { length, address, bytes, noscan, edge, target } = objects;
  sameLength("objects", length, { address, bytes, noscan });
  ascending(edge, "objects.edge", length, target.length);
  within(target, "objects.target", 0, length);

  const { kind, holder, offset } = pointers;
  sameLength("pointers", pointers.length, { kind, holder, offset, target: pointers.target });
  within(kind, "pointers.kind", 0, POINTER_KINDS.length);
  within(pointers.target, "pointers.target", 0, length);
  for (let row = 0; row < pointers.length; row++) {
    const held = POINTER_KINDS[kind[row] ?? 0];
    const rows = held === "frame" ? frames.length : held === "goroutine" ? goroutines.length : strings.length;
    within(holder.subarray(row, row + 1), `pointers.holder of row ${row}`, -1, rows);
  }

  const { id, status, isSystem, waitReason, thread } = goroutines;
  sameLength("goroutines", goroutines.length, { id, status, isSystem, waitReason, thread });
  within(waitReason, "goroutines.waitReason", 0, strings.length);
  sameLength("frames", frames.length, { goroutine: frames.goroutine, func: frames.func });
  within(frames.goroutine, "frames.goroutine", 0, goroutines.length);
  within(frames.func, "frames.func", 0, strings.length);
  sameLength("finalizers", finalizers.length, { object: finalizers.object, func: finalizers.func });
  within(finalizers.object, "finalizers.object", 0, length);
  within(finalizers.func, "finalizers.func", -1, length);
  checkProfile(profile, length, strings.length);
}

function checkProfile(profile: HeapDump["profile"], objects: number, strings: number): void {
  const { buckets, bytes, allocs, frees, frame, func, file, line, samples, sampleObject, sampleBucket } = profile;
  sameLength("profile", buckets, { bytes, allocs, frees });
  ascending(frame, "profile.frame", buckets, func.length);
  sameLength("profile", func.length, { file, line });
  within(func, "profile.func", 0, strings);
  within(file, "profile.file", 0, strings);
  sameLength("profile", samples, { sampleObject, sampleBucket });
  within(sampleObject, "profile.sampleObject", 0, objects);
  within(sampleBucket, "profile.sampleBucket", 0, buckets);
}
