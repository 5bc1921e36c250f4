import type { HeapDump } from "../../../src/model/heapDump";
import type { DumpColumns } from "./dumpColumns";
import { ObjectIndex } from "./objectIndex";

/** The dump with every pointer as the object that it points to or into; those to anything else are left out. */
export function resolved(columns: DumpColumns, isComplete: boolean): HeapDump {
  const { params, data, bss, memStats, strings } = columns;
  const { objects, index } = graph(columns);
  const found = (addresses: Float64Array): Int32Array => Int32Array.from(addresses, (address) => index.find(address));
  const { goroutines, frames, finalizers } = columns;
  return {
    params,
    isComplete,
    data,
    bss,
    objects,
    pointers: rootPointers(columns, index),
    goroutines: {
      length: goroutines.m.length,
      id: goroutines.id.finish(null).subarray(0, goroutines.m.length),
      status: goroutines.status.finish(null).subarray(0, goroutines.m.length),
      isSystem: Uint8Array.from(goroutines.isSystem.finish(null).subarray(0, goroutines.m.length)),
      waitReason: goroutines.waitReason.finish(null).subarray(0, goroutines.m.length),
      thread: goroutines.m.finish(null).map((m) => columns.threadOfM.get(m) ?? -1),
    },
    frames: { length: frames.func.length, goroutine: frames.goroutine.finish(null), func: frames.func.finish(null) },
    finalizers: {
      length: finalizers.func.length,
      object: found(finalizers.object.finish(null)),
      func: found(finalizers.func.finish(null)),
    },
    memStats,
    profile: profile(columns, index),
    strings,
  };
}

function graph({ objects, objectPointers }: DumpColumns) {
  const length = objects.noscan.length; // of one that is cut there is less in this column than in the others
  const unsorted = objects.address.finish(null).subarray(0, length);
  const pointers = objectPointers.finish(null);
  const firstPointer = objects.pointer.finish(null);
  const bytes = objects.bytes.finish(null);
  const noscan = objects.noscan.finish(null);
  const order = Int32Array.from(unsorted, (_, row) => row);
  order.sort((a, b) => (unsorted[a] as number) - (unsorted[b] as number));
  const address = Float64Array.from(order, (row) => unsorted[row] as number);
  const sortedBytes = Float64Array.from(order, (row) => bytes[row] as number);
  const index = new ObjectIndex(address, sortedBytes);
  const edge = new Int32Array(length + 1);
  const target = new Int32Array(pointers.length);
  let edges = 0;
  for (let i = 0; i < length; i++) {
    edge[i] = edges;
    const row = order[i] as number;
    const end = row + 1 < firstPointer.length ? (firstPointer[row + 1] as number) : pointers.length;
    for (let at = firstPointer[row] as number; at < end; at++) {
      const to = index.find(pointers[at] as number);
      if (to >= 0) target[edges++] = to;
    }
  }
  edge[length] = edges;
  const sortedNoscan = Uint8Array.from(order, (row) => noscan[row] as number);
  return {
    index,
    objects: { length, address, bytes: sortedBytes, noscan: sortedNoscan, edge, target: target.slice(0, edges) },
  };
}

function rootPointers({ roots }: DumpColumns, index: ObjectIndex): HeapDump["pointers"] {
  const all = {
    kind: roots.kind.finish(null),
    holder: roots.holder.finish(null),
    offset: roots.offset.finish(null),
    target: Int32Array.from(roots.address.finish(null), (address) => index.find(address)),
  };
  const rows = Int32Array.from(all.target, (_, row) => row).filter((row) => (all.target[row] as number) >= 0);
  return {
    length: rows.length,
    kind: Uint8Array.from(rows, (row) => all.kind[row] as number),
    holder: rows.map((row) => all.holder[row] as number),
    offset: Float64Array.from(rows, (row) => all.offset[row] as number),
    target: rows.map((row) => all.target[row] as number),
  };
}

function profile({ buckets, bucketFrames, samples }: DumpColumns, index: ObjectIndex): HeapDump["profile"] {
  const length = buckets.frees.length;
  const keys = buckets.key.finish(null).subarray(0, length);
  const bucketOf = new Map(Array.from(keys, (key, bucket) => [key, bucket]));
  const objects = samples.object.finish(null);
  const sampled = samples.bucket.finish(null);
  const [sampleObject, sampleBucket] = [new Int32Array(sampled.length), new Int32Array(sampled.length)];
  let kept = 0;
  for (let i = 0; i < sampled.length; i++) {
    const object = index.find(objects[i] as number);
    const bucket = bucketOf.get(sampled[i] as number);
    if (object < 0 || bucket === undefined) continue;
    sampleObject[kept] = object;
    sampleBucket[kept++] = bucket;
  }
  const func = bucketFrames.func.finish(null);
  const starts = buckets.frame.finish(null);
  const frame = Int32Array.from({ length: length + 1 }, (_, bucket) => starts[bucket] ?? func.length);
  return {
    buckets: length,
    bytes: buckets.bytes.finish(null).subarray(0, length),
    allocs: buckets.allocs.finish(null).subarray(0, length),
    frees: buckets.frees.finish(null),
    frame,
    func,
    file: bucketFrames.file.finish(null),
    line: bucketFrames.line.finish(null),
    samples: kept,
    sampleObject: sampleObject.slice(0, kept),
    sampleBucket: sampleBucket.slice(0, kept),
  };
}
