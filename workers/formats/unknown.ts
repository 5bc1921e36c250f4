import { isText } from "../io/text";

/** First bytes of files that people drop by mistake, or whose kind is not read: said by name. */
const MAGICS: readonly { readonly bytes: readonly number[]; readonly what: string }[] = [
  { bytes: [0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c], what: "a 7z archive: unpack it and drop its files" },
  { bytes: [0x52, 0x61, 0x72, 0x21, 0x1a, 0x07], what: "a rar archive: unpack it and drop its files" },
  { bytes: [0x44, 0x54, 0x69, 0x4a], what: "a jitdump file" },
  { bytes: [0x67, 0x6f, 0x20, 0x31, 0x2e], what: "a Go execution trace of a version that is not read" },
  // every other ELF file is read
  { bytes: [0x7f, 0x45, 0x4c, 0x46], what: "a core dump: the page reads profiles, and the programs they are of" },
  { bytes: [0x4d, 0x5a], what: "a Windows executable" },
  { bytes: [0xcf, 0xfa, 0xed, 0xfe], what: "a macOS (Mach-O) executable" },
  { bytes: [0x89, 0x50, 0x4e, 0x47], what: "a PNG picture" },
  { bytes: [0xff, 0xd8, 0xff], what: "a JPEG picture" },
  { bytes: [0x25, 0x50, 0x44, 0x46], what: "a PDF document" },
];

/** How texts begin that other tools write. */
const TEXTS: readonly { readonly begins: RegExp; readonly what: string }[] = [
  { begins: /^404 page not found/, what: "a web server's answer: where it was fetched from is no profile" },
  { begins: /^(# To display the perf|# Samples: )/m, what: "the output of perf report: drop its perf.data" },
  { begins: /Performance counter stats for/, what: "the output of perf stat, which has no stacks" },
  { begins: /^Showing nodes accounting for /m, what: "the output of go tool pprof: drop its profile" },
  { begins: /^\{.*speedscope\.app\/file-format-schema/s, what: "a speedscope file: drop the profile it was made of" },
  { begins: /^[{[].*"(traceEvents|ph)"\s*:/s, what: "a trace of Chrome's kind (JSON)" },
  { begins: /^\{"(nodes|head)":/, what: "a profile of V8 (JSON)" },
  { begins: /^(# callgrind format|version: 1\ncreator: |events: )/, what: "a callgrind file" },
  { begins: /^desc: .*\ncmd: /, what: "a massif file" },
  { begins: /^<(\?xml[^>]*>\s*<!DOCTYPE )?svg\b/, what: "a picture (SVG): drop the profile it was made of" },
  { begins: /^\{/, what: "text that begins like JSON" },
  { begins: /^</, what: "text that begins like HTML or XML" },
];

const latin1 = new TextDecoder("latin1");

/** What a file that no format recognises seems to be; its first bytes where even that is not known. */
export function describeUnknown(head: Uint8Array): string {
  if (head.length === 0) return "the file is empty";
  const text = isText(head) ? latin1.decode(head) : null;
  const known =
    text === null
      ? MAGICS.find(({ bytes }) => bytes.every((byte, i) => head[i] === byte))
      : TEXTS.find(({ begins }) => begins.test(text));
  if (known !== undefined) return `the file is ${known.what}`;
  const first = Array.from(head.subarray(0, 8), (byte) => byte.toString(16).padStart(2, "0")).join(" ");
  return `the file is ${text === null ? "of no kind that is read here" : "text of a kind that is not read"} (first bytes: ${first})`;
}
