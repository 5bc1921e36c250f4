import type { TracedObjects } from "../../model/goTrace";

/** An object that is in a span at the end of a trace. */
export interface SpanObject {
  readonly address: number;
  readonly type: string; // "" unknown
  readonly birthNs: number; // relative to the trace; 0 for those that existed before
}

/** Of one span of a trace (-> GoTrace.spans), by address. */
export function spanObjects({ length, span, address, type, types, birthNs }: TracedObjects, of: number): SpanObject[] {
  let [low, high] = [0, length];
  while (low < high) {
    const middle = (low + high) >> 1;
    // those of unknown spans, -1, come last
    if (span[middle] >= 0 && span[middle] < of) low = middle + 1;
    else high = middle;
  }
  const found: SpanObject[] = [];
  for (let row = low; row < length && span[row] === of; row++) {
    const typeName = type[row] < 0 ? "" : types.names[type[row]];
    found.push({ address: address[row], type: typeName, birthNs: birthNs[row] });
  }
  return found;
}
