import { isText } from "../io/text";

/** First bytes of files that people drop by mistake, or whose kind is not read: said by name. */
const MAGICS: readonly { readonly bytes: readonly number[]; readonly at?: number; readonly what: string }[] = [
  { bytes: [0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c], what: "a 7z archive: unpack it and drop its files" },
  { bytes: [0x52, 0x61, 0x72, 0x21, 0x1a, 0x07], what: "a rar archive: unpack it and drop its files" },
  { bytes: [0x44, 0x54, 0x69, 0x4a], what: "a jitdump file" },
  { bytes: [0x67, 0x6f, 0x20, 0x31, 0x2e], what: "a Go execution trace, which is not read yet" },
  { bytes: [0x4d, 0x5a], what: "a Windows executable" },
  { bytes: [0xcf, 0xfa, 0xed, 0xfe], what: "a macOS (Mach-O) executable" },
  { bytes: [0x89, 0x50, 0x4e, 0x47], what: "a PNG picture" },
  { bytes: [0xff, 0xd8, 0xff], what: "a JPEG picture" },
  { bytes: [0x25, 0x50, 0x44, 0x46], what: "a PDF document" },
  { bytes: [0x7b], what: "text that begins like JSON" },
  { bytes: [0x3c], what: "text that begins like HTML or XML" },
];

/** What a file that no format recognises seems to be, and its first bytes. */
export function describeUnknown(head: Uint8Array): string {
  if (head.length === 0) return "the file is empty";
  const known = MAGICS.find(({ bytes, at = 0 }) => bytes.every((byte, i) => head[at + i] === byte));
  const what = known?.what ?? (isText(head) ? "text of a kind that is not read" : "of no kind that is read here");
  const first = Array.from(head.subarray(0, 8), (byte) => byte.toString(16).padStart(2, "0")).join(" ");
  return `the file is ${what} (first bytes: ${first})`;
}
