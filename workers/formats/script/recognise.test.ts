import { readdirSync, readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { formats } from "../registry";

const here = (path: string): URL => new URL(path, import.meta.url);
const HEAD_BYTES = 64 * 1024;

/** What the page would take these bytes for. */
function kindOf(bytes: Uint8Array): string | undefined {
  return formats.find((format) => format.recognises(bytes.subarray(0, HEAD_BYTES)))?.id;
}
const kindOfText = (text: string) => kindOf(new TextEncoder().encode(text));

describe("the texts of perf script", () => {
  it.each(["default", "article", "leaves"])("%s, from any length of its head", (name) => {
    const bytes = gunzipSync(readFileSync(here(`./fixtures/cpu-fp.${name}.txt.gz`)));
    for (const length of [1500, 4096, 10_000, HEAD_BYTES]) expect(kindOf(bytes.subarray(0, length))).toBe("script");
  });

  it("with what perf says on the terminal in between", () => {
    const warning = "'trace' not valid for hardware events. Ignoring.\n";
    expect(kindOfText(`${warning}a 7 1.0: cycles: \n\t20 f (/bin/a)\n\t30 g (/bin/a)\n\t40 h (/bin/a)\n\n`)).toBe(
      "script",
    );
  });

  it("of nothing but tracepoints, and of nothing but the comment of --header", () => {
    expect(kindOfText("a 7 [001] 1.500000: kmem:kfree: ptr=0\nb 8 [000] 1.600000: kmem:kfree: ptr=1\n")).toBe("script");
    expect(kindOfText("# ========\n# captured on    : Mon\n# cmdline : perf record\n")).toBe("script");
  });
});

describe("other texts", () => {
  it.each<[string, string]>([
    ["kallsyms", "ffffffff81000000 T _text\nffffffff81000010 t f\n0000000000000000 A x\n"],
    ["a log", "2024-01-02 12:00:00.123456 worker[12]: 5.000001: done\n2024-01-02 12:00:01.5 next: a;b 12\n"],
    ["the kernel's log", "[   12.345678] usb 1-1: new device\n[   12.345999] usb 1-1: ready\n"],
    ["strace", '1234  1700000000.123456 openat(AT_FDCWD, "x") = 3\n1234  1700000000.123999 close(3) = 0\n'],
    ["ftrace", "          <idle>-0     [000] d.h1. 100.000001: sched_wakeup: comm=a pid=7\n"],
    ["a Go trace", "gc 1 @0.012s 2%: 0.018+0.5+0.003 ms clock, 4->4->0 MB, 5 MB goal\n"],
    ["goroutines", "goroutine 1 [running]:\nmain.main()\n\t/src/main.go:12 +0x1d\n"],
    ["a table", "name;count\nmain;12\nf;13\n"],
    ["a table with blanks", "name; count\nmain; 12\nf; 13\n"],
    ["C", "for (i = 0; i < 12; i++)\n  x = a;\n  y = 12;\nint n; int m = 3\n"],
    ["a web server's log", '1.2.3.4 - "GET / HTTP/1.1" 200 12 "Mozilla/5.0 (X11; Linux x86_64)" 34\n'],
    ["words and counts", "main 12\nf 13\n"],
    ["a disassembly", "  401000:\t55 push %rbp\n  401001:\t48 89 e5 mov %rsp,%rbp\n"],
    ["perf report", "# Overhead  Command  Symbol\n    12.00%  leakd  [.] main.main\n"],
    ["hex lines", "\t20 f (/bin/a)\n\t30 g (/bin/a)\n"],
    ["nothing", ""],
  ])("%s", (_, text) => {
    expect(["script", "folded"]).not.toContain(kindOfText(text));
  });

  it("no source, document or fixture of this project", () => {
    const root = here("../../../");
    const names = ["workers", "src", "docs", "e2e", "config"].flatMap((folder) =>
      readdirSync(new URL(folder, root), { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => `${entry.parentPath}/${entry.name}`)
        .filter((name) => !/script|folded/.test(name.slice(root.pathname.length))),
    );
    expect(names.length).toBeGreaterThan(200);
    const taken = names.filter((name) => {
      const bytes = readFileSync(name);
      const unpacked = name.endsWith(".txt.gz") ? gunzipSync(bytes) : bytes;
      return ["script", "folded"].includes(kindOf(unpacked) ?? "");
    });
    expect(taken).toEqual([]);
  }, 60_000); // all files of the project are read
});

it("answers for texts that expressions could take very long for", () => {
  const spaces = " ".repeat(60_000);
  const digits = "1".repeat(60_000);
  const times = "1.1: ".repeat(12_000);
  const texts = [
    `# a${spaces}x\n`,
    `a;b ${digits}x\n`,
    `a;b${spaces}x\n`,
    `a ${times}\n`,
    `a;b ${"1 ".repeat(30_000)}x\n`,
  ];
  expect(texts.map(kindOfText)).toEqual(texts.map(() => undefined));
});
