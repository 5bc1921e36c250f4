/** Where the messages of one repeated field lie: [start, stop) in the buffer. */
export class Spans {
  length = 0;
  starts = new Int32Array(16);
  stops = new Int32Array(16);

  push(start: number, stop: number): void {
    if (this.length === this.starts.length) {
      this.starts = grown(this.starts);
      this.stops = grown(this.stops);
    }
    this.starts[this.length] = start;
    this.stops[this.length++] = stop;
  }
}

export function grown(column: Int32Array): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(2 * column.length);
  larger.set(column);
  return larger;
}
