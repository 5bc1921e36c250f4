/** Makes bytes for tests, as DWARF spells numbers. */
export const u8 = (...values: number[]): number[] => values;
export const u16 = (value: number): number[] => [value & 255, (value >> 8) & 255];
export const u32 = (value: number): number[] => [...u16(value & 0xffff), ...u16(value >>> 16)];
export const u64 = (value: number): number[] => [...u32(value >>> 0), ...u32(Math.floor(value / 2 ** 32))];
export const text = (value: string): number[] => [...new TextEncoder().encode(value), 0];

export function uleb(value: number): number[] {
  const bytes: number[] = [];
  for (let rest = value; ; rest = Math.floor(rest / 128)) {
    const low = rest % 128;
    if (rest < 128) return [...bytes, low];
    bytes.push(low | 128);
  }
}

/** 64 bits, all set. */
export const ALL_ONES: readonly number[] = [255, 255, 255, 255, 255, 255, 255, 255, 255, 1];

export function repeat(times: number, bytes: readonly number[]): number[] {
  return Array.from({ length: times }, () => bytes).flat();
}
