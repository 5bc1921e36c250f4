import type { DumpObjects, DumpProfile, HeldClasses, HeldSites } from "../../model/heapDump";

/** Sums objects and their bytes by a pair of numbers. */
class Amounts {
  readonly #rows = new Map<number, Map<number, number>>();
  readonly first: number[] = [];
  readonly second: number[] = [];
  readonly objects: number[] = [];
  readonly bytes: number[] = [];

  add(first: number, second: number, bytes: number): void {
    let rows = this.#rows.get(first);
    if (rows === undefined) {
      rows = new Map();
      this.#rows.set(first, rows);
    }
    let row = rows.get(second);
    if (row === undefined) {
      row = this.first.push(first) - 1;
      rows.set(second, row);
      this.second.push(second);
      this.objects.push(0);
      this.bytes.push(0);
    }
    this.objects[row]++;
    this.bytes[row] += bytes;
  }

  get sums() {
    const { objects, bytes } = this;
    return { length: objects.length, objects: Float64Array.from(objects), bytes: Float64Array.from(bytes) };
  }
}

export function sumByClass({ length, bytes, noscan }: DumpObjects, holderOf: (object: number) => number): HeldClasses {
  const amounts = new Amounts();
  for (let object = 0; object < length; object++) {
    amounts.add(bytes[object] * 2 + noscan[object], holderOf(object), bytes[object]);
  }
  return {
    ...amounts.sums,
    elemBytes: Float64Array.from(amounts.first, (key) => Math.floor(key / 2)),
    noscan: Uint8Array.from(amounts.first, (key) => key % 2),
    holder: Int32Array.from(amounts.second),
  };
}

export function sumBySite(
  { bytes }: DumpObjects,
  { sampleObject, sampleBucket }: Pick<DumpProfile, "sampleObject" | "sampleBucket">,
  holderOf: (object: number) => number,
): HeldSites {
  const amounts = new Amounts();
  for (let i = 0; i < sampleObject.length; i++) {
    amounts.add(sampleBucket[i], holderOf(sampleObject[i]), bytes[sampleObject[i]]);
  }
  return { ...amounts.sums, bucket: Int32Array.from(amounts.first), holder: Int32Array.from(amounts.second) };
}
