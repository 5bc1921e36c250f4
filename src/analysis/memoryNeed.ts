/**
 * How much memory reading a file may take, before it is read: bytes per byte of the file, at the worst that was measured
 * (docs/report.md has the benchmark). Told by the file's first bytes.
 */
const NEEDS: readonly { readonly begins: readonly number[] | string; readonly perByte: number }[] = [
  { begins: "PERFILE2", perByte: 0.9 }, // call chains; stack dumps take a tenth of that
  { begins: "2ELIFREP", perByte: 0.9 },
  { begins: "\x7fELF", perByte: 0 }, // read by ranges, whatever its size
  { begins: [0x1f, 0x8b], perByte: 8 }, // a profile of that many samples
  { begins: "swscope session", perByte: 10 },
  { begins: "go1.7 heap dump", perByte: 1 },
];
const OTHERS_PER_BYTE = 2;

/** Bytes of a file that tell. */
export const HEAD_BYTES = 16;

export function memoryNeed(head: Uint8Array, sizeBytes: number): number {
  const found = NEEDS.find(({ begins }) =>
    [...begins].every((one, i) => head[i] === (typeof one === "string" ? one.charCodeAt(0) : one)),
  );
  return sizeBytes * (found?.perByte ?? OTHERS_PER_BYTE);
}

/** No file needs more per byte. */
export const MOST_PER_BYTE = Math.max(OTHERS_PER_BYTE, ...NEEDS.map(({ perByte }) => perByte));

const GIB = 2 ** 30;
const UNKNOWN_BUDGET = 2 * GIB;

/** What a page can count on: half of the device's memory, as far as the browser tells it (at most 8 GiB, and only Chromium). */
export function memoryBudget(deviceGib: number | undefined): number {
  return deviceGib === undefined ? UNKNOWN_BUDGET : (deviceGib * GIB) / 2;
}

export interface Needing {
  readonly needBytes: number;
}

/** The files that have to be left out so that the others fit: the largest first. Empty when all fit. */
export function tooLarge<File extends Needing>(files: readonly File[], budgetBytes: number): readonly File[] {
  let sum = files.reduce((total, { needBytes }) => total + needBytes, 0);
  const left: File[] = [];
  for (const file of [...files].sort((a, b) => b.needBytes - a.needBytes)) {
    if (sum <= budgetBytes) break;
    sum -= file.needBytes;
    left.push(file);
  }
  return left;
}
