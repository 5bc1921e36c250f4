import type { DumpColumns, SystemFigure } from "./dumpColumns";

/**
 * /sys/devices/system/node/node0/meminfo (drivers/base/node.c, node_read_meminfo), of one node or of several one behind
 * the other:
 *
 *   Node 0 MemTotal:       65842228 kB
 *   Node 0 MemFree:         1234560 kB
 */
export function meminfoLine(text: string, columns: DumpColumns): boolean {
  const match = LINE.exec(text);
  if (match === null) return false;
  const [, node, name = "", kb] = match;
  if (name === "MemTotal") columns.begin("meminfo", Number(node));
  const [figure, sign] = SYSTEM_FIGURES[name] ?? [null, 0];
  if (figure !== null) columns.addSystem(Number(node), figure, sign * Number(kb) * 1024, "meminfo", KIB);
  return true;
}

/**
 * What the kernel's words for a node's memory are here, as of numastat -m too. The page cache holds shared memory, which
 * cannot be given back.
 */
export const SYSTEM_FIGURES: Readonly<Record<string, readonly [figure: SystemFigure, sign: 1 | -1]>> = {
  MemTotal: ["total", 1],
  MemFree: ["free", 1],
  FilePages: ["reclaimable", 1],
  Shmem: ["reclaimable", -1],
  SReclaimable: ["reclaimable", 1],
};

const KIB = 1024;
const LINE = /^Node (\d{1,4}) ([\w()]{1,40}): +(\d{1,15})(?: kB)?$/;
