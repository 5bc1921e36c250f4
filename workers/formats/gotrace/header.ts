/** "go 1.NN trace" and zeros up to 16 bytes: NN is the version of the format, which stays as long as the format does. */
export const HEADER_BYTES = 16;

/** N of "go 1.N trace"; null for another file. */
export function traceVersion(head: Uint8Array): number | null {
  const text = String.fromCharCode(...head.subarray(0, HEADER_BYTES));
  const version = /^go 1\.(\d{1,2}) trace\0+$/.exec(text);
  return version?.[1] === undefined || text.length < HEADER_BYTES ? null : Number(version[1]);
}
