// The text formats with other names, each where its own pattern says that a name stands.
import { inOneLine, type Rename } from "./names";

interface TextNames {
  /** The name is its group `name`. */
  readonly pattern: RegExp;
  /** What the format itself writes in place of some characters. */
  readonly written?: (name: string) => string;
}

const withoutBlanks = (name: string): string => name.replace(/\s/g, "\\040");

export const TEXT_NAMES = {
  goroutines: { pattern: /^(?<name>[\w./]+)(?=\(.*\)$)/gm },
  goroutineFiles: { pattern: /(?<=^\t)(?<name>[\w./@-]+)(?=:\d+)/gm },
  script: { pattern: /(?<=^\t *[0-9a-f]+ )(?<name>.+)(?=\+0x[0-9a-f]+ \()/gm },
  folded: { pattern: /(?<name>[^;\n]+)(?=;| \d+$)/gm, written: (name) => name.replaceAll(";", ":") },
  kallsyms: { pattern: /(?<=^[0-9a-f]+ [tT] )(?<name>\S+)/gm, written: (name) => name.replace(/\s/g, "_") },
  numaMaps: { pattern: /(?<= file=)(?<name>\S+)/g, written: withoutBlanks },
  numastat: { pattern: /(?<=PID \d+ \()(?<name>.+)(?=\)$)/gm },
  smaps: { pattern: /(?<= )(?<name>\/.*|\[.*\])$/gm },
  escape: { pattern: /(?<=: )(?<name>\S.*)(?= escapes to heap)/gm },
  escapeFiles: { pattern: /^(?<name>[\w./]+)(?=\.go:\d+:\d+: )/gm, written: (name) => name.replaceAll(":", "_") },
  harness: { pattern: /^(?<name>amd64)(?=,)/gm, written: (name) => `"${name.replaceAll('"', '""')}"` },
} satisfies Record<string, TextNames>;

export function renamedText(file: Buffer, kind: keyof typeof TEXT_NAMES, rename: Rename): Buffer {
  const { pattern, written = (name) => name }: TextNames = TEXT_NAMES[kind];
  const text = file.toString("latin1"); // as bytes: names need not be UTF-8
  return Buffer.from(
    text.replace(pattern, (name) => written(inOneLine(rename(name)))),
    "latin1",
  );
}
