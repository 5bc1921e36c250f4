// Unsigned LEB128, as pprof, Go traces and Go heap dumps write their integers.

export function readVarint(bytes: Buffer, at: number): { readonly value: number; readonly end: number } {
  let value = 0;
  for (let end = at, scale = 1; ; end++, scale *= 128) {
    const byte = bytes[end];
    if (byte === undefined) throw new Error(`a varint at ${at} does not end`);
    value += (byte & 0x7f) * scale;
    if (byte < 0x80) return { value, end: end + 1 };
  }
}

export function varint(value: number): Buffer {
  const bytes: number[] = [];
  let rest = value;
  for (; rest >= 0x80; rest = Math.floor(rest / 128)) bytes.push((rest % 128) | 0x80);
  return Buffer.from([...bytes, rest]);
}
