import type { NativeHeap } from "../../model/nativeHeap";
import type { Finding } from "../../model/report";
import type { SessionData } from "../../model/session";
import type { NamedStacks } from "../../model/stacks";
import { callSites } from "../nativeHeap/callSites";
import { finding } from "./finding";

/** What was not freed in the C heap, and what keeps it from being seen: of each capture with probes on malloc. */
export function nativeFindings({ files, named, nativeHeaps }: SessionData): Finding[] {
  return files.flatMap(({ id, name }) => {
    const heap = nativeHeaps.get(id);
    const names = named.get(id);
    return heap === undefined || names === undefined ? [] : heapFindings(name, heap, names.stacks);
  });
}

function heapFindings(name: string, heap: NativeHeap, named: NamedStacks): Finding[] {
  const { probes, counts } = heap;
  const givers = probes.filter(({ func, at }) => func !== "free" && at === "entry");
  if (givers.length > 0 && givers.every(({ problem }) => problem === "never-hit"))
    return [finding("native", "warning", "nativeNeverHit", { name }, null, name)];
  if (givers.every(({ problem }) => problem !== null))
    return [finding("native", "warning", "nativeUnusable", { name }, null, name)];
  return [...doubleFrees(name, counts.doubleFrees), ...live(name, heap, named)];
}

function doubleFrees(name: string, doubleCount: number): Finding[] {
  return doubleCount === 0
    ? []
    : [finding("native", "warning", "nativeDoubleFree", { name, doubleCount }, doubleCount, name)];
}

function live(name: string, heap: NativeHeap, named: NamedStacks): Finding[] {
  const { liveBytes, liveBlocks: blockCount } = heap.counts;
  const [site] = callSites(heap, named);
  if (site === undefined || liveBytes === 0) return [];
  const { allocator, func, file, line } = site;
  const params = { name, liveBytes, blockCount, siteShare: site.bytes / liveBytes, allocator, func };
  return [finding("native", "info", "nativeLive", params, liveBytes, file === null ? name : `${file}:${line}`)];
}
