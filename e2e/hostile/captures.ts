// A capture of every kind with hostile names in it: real ones, in which other names stand.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { leakd, perfData, sample } from "../fixtures";
import { root } from "../install.mjs";
import { hostileTar, hostileZip } from "./archives";
import { dwarfElf, dwarfScript } from "./dwarf";
import { overwritten, renamedElf } from "./elf";
import { renamedTrace } from "./goTrace";
import { renamedHeapDump } from "./heapDump";
import { hostileNames, inOneLine, type Rename, renamer } from "./names";
import { renamedPerfData } from "./perfData";
import { renamedPprof } from "./pprof";
import { renamedText, type TEXT_NAMES } from "./texts";

type Make = (rename: Rename) => Buffer;

const formats = join(root, "workers/formats");

function read(path: string): Buffer {
  const bytes = readFileSync(join(formats, path));
  return path.endsWith(".gz") && !path.endsWith(".pb.gz") ? gunzipSync(bytes) : bytes;
}

const text =
  (path: string, ...kinds: readonly (keyof typeof TEXT_NAMES)[]): Make =>
  (rename) =>
    kinds.reduce((made, kind) => renamedText(made, kind, rename), read(path));

const perf =
  (path: string, keeps: RegExp): Make =>
  (rename) =>
    renamedPerfData(read(path), rename, keeps);

/** Go's tables have their lengths beside the names: what takes their place is no longer. */
const IN_LEAKD = {
  "main.newSession": "<img src=x>\u202e!",
  "main.remember": "<i onclick=1>",
  "main.handle": "=1+cmd|'A'!",
  "main.step": "__proto__",
};

const SOURCE = '</script><img src=x onerror="document.documentElement.dataset.owned=1"> \u202e \u2066 \x1b[31m\n';

/** By file name. */
const MADE: Readonly<Record<string, Make>> = {
  "cpu.perf.data": (rename) => renamedPerfData(readFileSync(perfData), rename, /leakd$/),
  leakd: () => overwritten(readFileSync(leakd), IN_LEAKD),
  "main.go": () => Buffer.from(SOURCE.repeat(120)),
  "cheap.perf.data": perf("perf/fixtures/native/cheap.perf.data.gz", /tree-fp$/),
  "tree-fp": (rename) => renamedElf(read("perf/fixtures/native/tree-fp"), rename),
  "stores.perf.data": perf("escape/fixtures/stores/stores.perf.data.gz", /stores$/),
  "m.txt": text("escape/fixtures/stores/m.txt", "escape", "escapeFiles"),
  "go.trace": (rename) => renamedTrace(read("gotrace/fixtures/1.24.trace"), rename),
  "go.heapdump": (rename) => renamedHeapDump(read("heapdump/fixtures/leak1.24.dump.gz"), rename),
  "goroutines.txt": text("goroutines/fixtures/states-panic.txt.gz", "goroutines", "goroutineFiles"),
  "script.txt": text("script/fixtures/cpu-fp.default.txt.gz", "script"),
  "stacks.folded": (rename) =>
    Buffer.from(
      Array.from({ length: 30 }, (_, i) => `root;${inOneLine(rename(`f${i}`)).replaceAll(";", ":")} ${30 - i}\n`).join(
        "",
      ),
      "latin1",
    ),
  kallsyms: text("../symbolize/fixtures/kallsyms.cut.txt", "kallsyms"),
  "numa_maps.txt": text("nodeMemory/fixtures/numa_maps-two-nodes.txt", "numaMaps"),
  "numastat.txt": text("nodeMemory/fixtures/numastat-two-nodes.txt", "numastat"),
  "smaps.txt": text("memory/fixtures/smaps.txt.gz", "smaps"),
  "gctrace.txt": (rename) =>
    Buffer.concat([rename("main.log"), Buffer.from("\n"), read("gctrace/fixtures/gctrace.txt")]),
};

export interface HostileCaptures {
  readonly automatic: readonly string[];
  readonly baseline: readonly string[];
  readonly candidate: readonly string[];
}

/** Writes them all into a folder. `sink` is the address that some of the names want to be loaded from. */
export function writeHostileCaptures(folder: string, sink: string): HostileCaptures {
  const names = hostileNames(sink);
  const rename = renamer(names);
  const write = (name: string, bytes: Buffer): string => {
    const path = join(folder, name);
    writeFileSync(path, bytes);
    return path;
  };
  mkdirSync(folder, { recursive: true });
  const heaps = sample("heap-leak").map((path, index) =>
    write(`heap-${10 + index}.pb.gz`, renamedPprof(readFileSync(path), rename)),
  );
  const made = Object.entries(MADE).map(([name, make]) => write(name, make(rename)));
  const stacks = Buffer.from("main;work 3\nmain;idle 1\n");
  const entries = Object.values(names);
  const debugged = [
    write("hostile-dwarf", dwarfElf(entries)),
    write("dwarf.script.txt", dwarfScript(entries.length, "/srv/hostile-dwarf")),
  ];
  const packed = [
    write('<img src=x onerror=1>\u202e"&.folded', stacks),
    write("entries.zip", hostileZip(entries, stacks, ".folded")),
    write("entries.tar", hostileTar(entries, stacks, ".folded")),
  ];
  const side = (arch: string): string => {
    const path = `../../src/analysis/deviation/fixtures/pair/${arch}/callers.csv.gz`;
    return write(`${arch}<img src=x onerror=1>.csv`, renamedText(read(path), "harness", rename));
  };
  return {
    automatic: [...heaps, ...made, ...debugged, ...packed],
    baseline: [side("amd64")],
    candidate: [side("sw64")],
  };
}
