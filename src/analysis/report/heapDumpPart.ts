import type { HeapDump, HeldDump, HeldHeap } from "../../model/heapDump";
import type { ReportHeapDump, ReportHeapDumpFile } from "../../model/report";
import type { SessionData } from "../../model/session";
import { heaviestBelow, holderName, nodeName, type Retained, retainedAtTop, shortestWay } from "../heapDump/retained";
import { bucketStack, type HeldShare, heldByClass, heldSites } from "../heapDump/sites";

const MOST_ROWS = 200;
/** Nodes of a path: of a longer one the beginning and the end. */
const MOST_NODES = 32;

/** `heapdump` of the report: the first dump, and the others under `others`. */
export function heapDumpPart({ files, heapDumps }: SessionData): ReportHeapDump | null {
  const [first, ...others] = files.flatMap(({ id, name, capture }): ReportHeapDumpFile[] => {
    const dump = heapDumps.get(id);
    if (dump === undefined || capture?.kind !== "go-heapdump") return [];
    const binary = files.find((file) => file.id === dump.binary)?.name ?? null;
    return [reported(name, capture.dump, dump, binary)];
  });
  return first === undefined ? null : { ...first, others };
}

function reported(file: string, dump: HeapDump, { held }: HeldDump, binary: string | null): ReportHeapDumpFile {
  const { reached, unreached } = held;
  const heldBy = (shares: readonly HeldShare[]) =>
    shares
      .slice(0, MOST_ROWS)
      .map(({ holder, objects, bytes }) => ({ root: holderName(held, holder), objects, bytes }));
  return {
    file,
    binary,
    complete: dump.isComplete,
    go_version: dump.params?.goVersion ?? null,
    objects: dump.objects.length,
    bytes: reached.bytes + unreached.bytes,
    unreached_objects: unreached.objects,
    unreached_bytes: unreached.bytes,
    memstats_alloc: dump.memStats?.["Alloc"] ?? null,
    goroutines: dump.goroutines.length,
    retained_by_root: retainedAtTop(dump, held, MOST_ROWS).map((row) => root(dump, held, row)),
    classes: heldByClass(held)
      .slice(0, MOST_ROWS)
      .map((row) => ({
        elem_bytes: row.elemBytes,
        noscan: row.noscan,
        objects: row.objects,
        bytes: row.bytes,
        held_by: heldBy(row.heldBy),
      })),
    sites: heldSites(dump, held)
      .slice(0, MOST_ROWS)
      .map((site) => ({
        function: site.func,
        file: site.file === "" ? null : site.file,
        line: site.line,
        stack: bucketStack(dump, site.bucket).map(({ func }) => func),
        object_bytes: site.objectBytes,
        allocs: site.allocs,
        frees: site.frees,
        sampled_objects: site.objects,
        sampled_bytes: site.bytes,
        held_by: heldBy(site.heldBy),
      })),
  };
}

/** A global is "global", what goroutines hold is "stack". */
function root(dump: HeapDump, held: HeldHeap, { node, kind, name, bytes, share }: Retained) {
  const way = shortestWay(held, heaviestBelow(held, node)).map((at) => nodeName(dump, held, at));
  const path = way.length <= MOST_NODES ? way : [...way.slice(0, MOST_NODES - 2), "…", way.at(-1) ?? ""];
  return {
    root: name,
    kind: kind === "goroutine" || kind === "frame" ? ("stack" as const) : kind,
    retained_bytes: bytes,
    share,
    path,
  };
}
