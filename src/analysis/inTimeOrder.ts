/** The samples of one event, in the order of time. */
interface TimedStream {
  readonly length: number;
  readonly time: Float64Array;
}

/** Goes through all samples of all streams by time; at one moment those of earlier streams first. */
export function inTimeOrder(streams: readonly TimedStream[], visit: (stream: number, sample: number) => void): void {
  const next = new Int32Array(streams.length);
  const nextNs = Float64Array.from(streams, ({ time, length }) => (length > 0 ? time[0] : Infinity));
  for (;;) {
    let first = -1;
    let firstNs = Infinity;
    for (let i = 0; i < nextNs.length; i++) {
      if (nextNs[i] < firstNs) {
        first = i;
        firstNs = nextNs[i];
      }
    }
    if (first < 0) return;
    const sample = next[first]++;
    const { time, length } = streams[first];
    nextNs[first] = sample + 1 < length ? time[sample + 1] : Infinity;
    visit(first, sample);
  }
}
