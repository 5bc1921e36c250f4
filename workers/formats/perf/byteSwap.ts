/** Numbers of a big-endian machine made little-endian, where they lie. */

export function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

export function swap16(view: DataView, at: number): void {
  view.setUint16(at, view.getUint16(at, false), true);
}

export function swap32(view: DataView, at: number): void {
  view.setUint32(at, view.getUint32(at, false), true);
}

export function swap64(view: DataView, at: number): void {
  const high = view.getUint32(at, false);
  view.setUint32(at, view.getUint32(at + 4, false), true);
  view.setUint32(at + 4, high, true);
}

/** Every u64 from `start` on that ends by `end`. */
export function swapAll64(view: DataView, start: number, end: number): void {
  for (let at = start; at + 8 <= end; at += 8) swap64(view, at);
}

/** Bytes of the fields of `struct perf_event_attr`, in order; where two numbers stand, the attr may end between them. */
// biome-ignore format: as in the struct, one version to a row
const ATTR_FIELDS = [
  4, 4, 8, 8, 8, 8, 8, 4, 4, 8, // type, size, config, period, sample_type, read_format, flags, wakeup, bp_type, config1
  8, // config2
  8, // branch_sample_type
  8, 4, 4, // sample_regs_user, sample_stack_user, clockid
  8, // sample_regs_intr
  4, 2, 2, // aux_watermark, sample_max_stack
  4, 4, // aux_sample_size
  8, // sig_data
  8, // config3
  8, // config4
];
const ATTR_FLAGS_AT = 40;
const ATTR_FLAGS_BYTES = 8;

/** `struct perf_event_attr`. Its flags are bit-fields, which a big-endian compiler fills from the highest bit of a byte. */
export function swapAttr(bytes: Uint8Array): void {
  swapFields(viewOf(bytes), 0, bytes.length, ATTR_FIELDS);
  // The field as a whole was swapped too: bit-fields keep their bytes, in the order in which they lie.
  const flags = bytes.subarray(ATTR_FLAGS_AT, ATTR_FLAGS_AT + ATTR_FLAGS_BYTES).reverse();
  for (let i = 0; i < flags.length; i++) flags[i] = reversed(flags[i] as number);
}

/** Fields of the given sizes as far as they end by `end`. Where the next one begins. */
export function swapFields(view: DataView, start: number, end: number, sizes: readonly number[]): number {
  let at = start;
  for (const size of sizes) {
    if (at + size > end) break;
    if (size === 8) swap64(view, at);
    else if (size === 4) swap32(view, at);
    else if (size === 2) swap16(view, at);
    at += size;
  }
  return at;
}

function reversed(byte: number): number {
  let bits = 0;
  for (let i = 0; i < 8; i++) if ((byte >> i) & 1) bits |= 0x80 >> i;
  return bits;
}
