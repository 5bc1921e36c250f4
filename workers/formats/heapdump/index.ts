import type { Facts, HeapDumpCapture } from "../../../src/model/capture";
import { DecodeError, type DecodeFailure } from "../../../src/model/decodeError";
import type { HeapDump } from "../../../src/model/heapDump";
import type { Format } from "../format";
import { DumpColumns } from "./dumpColumns";
import { HEADER, walkRecords } from "./walkRecords";

/** Go heap dumps (debug.WriteHeapDump), the layout of Go 1.7 and all later ones. */
export const heapdump: Format = {
  id: "go-heapdump",
  label: "Go heap dump",
  recognises: (head) => HEADER.every((byte, i) => head[i] === byte),
  async decode(source, context): Promise<HeapDumpCapture> {
    const columns = new DumpColumns();
    const failure = await walkRecords(source, columns, context.progress);
    if (columns.objects.address.length === 0) throw nothingIn(failure);
    const dump = columns.finish(failure === null);
    return {
      kind: "go-heapdump",
      arch: dump.params === null ? null : archOfGoarch(dump.params),
      facts: factsOf(dump, columns),
      losses: failure === null ? [] : [{ count: 1, first: failure }],
      dump,
    };
  },
};

function nothingIn(failure: DecodeFailure | null): DecodeError {
  const { code = "Malformed", where = "heap dump", offset = 0, message = "it holds no object" } = failure ?? {};
  return new DecodeError(code, where, offset, message.replace(/^.*?: /, ""));
}

/** ELF/perf names of GOARCH's that are called otherwise there. */
const ARCHS: Readonly<Record<string, string>> = { amd64: "x86_64", sw64: "sw_64", arm64: "aarch64", "386": "i386" };

function archOfGoarch({ goarch }: { readonly goarch: string }): string {
  return ARCHS[goarch] ?? goarch;
}

function factsOf(dump: HeapDump, columns: DumpColumns): Facts {
  const { params, objects, goroutines, frames, finalizers, profile, memStats, isComplete } = dump;
  return {
    complete: isComplete,
    go_version: params?.goVersion ?? null,
    goarch: params?.goarch ?? null,
    cpus: params?.cpus ?? null,
    objects: objects.length,
    bytes: objects.bytes.reduce((sum, bytes) => sum + bytes, 0),
    pointers: objects.target.length,
    goroutines: goroutines.length,
    frames: frames.length,
    threads: columns.threads,
    interface_types: columns.types,
    finalizers: finalizers.length,
    data_bytes: dump.data?.bytes ?? null,
    bss_bytes: dump.bss?.bytes ?? null,
    memstats_alloc: memStats?.["Alloc"] ?? null,
    memstats_gcs: memStats?.["NumGC"] ?? null,
    profile_stacks: profile.buckets,
    profile_samples: profile.samples,
  };
}
