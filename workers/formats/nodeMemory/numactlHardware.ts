import type { DumpColumns } from "./dumpColumns";

/**
 * `numactl -H` (--hardware): which processors and how much memory each node has.
 *
 *   available: 2 nodes (0-1)
 *   node 0 cpus: 0 1 2 3
 *   node 0 size: 64298 MB
 *   node 0 free: 1234 MB
 *   node distances:
 *   node   0   1
 *     0:  10  21
 *     1:  21  10
 */
export function numactlLine(text: string, columns: DumpColumns): boolean {
  const match = LINE.exec(text);
  if (match === null) return OTHER.test(text);
  const [, id, what, value = ""] = match;
  const node = Number(id);
  if (what === "cpus") {
    columns.begin("numactl", node);
    columns.cpus(
      node,
      value
        .trim()
        .split(/\s+/)
        .filter((cpu) => cpu !== "")
        .map(Number),
    );
    return true;
  }
  const bytes = Number(/^(\d{1,12}) MB$/.exec(value)?.[1] ?? Number.NaN) * MIB;
  if (Number.isNaN(bytes)) return false;
  columns.addSystem(node, what === "size" ? "total" : "free", bytes, "numactl", MIB);
  return true;
}

const MIB = 2 ** 20;
const LINE = /^node (\d{1,4}) (cpus|size|free): ?([\d MB]*)$/;
const OTHER = /^(available: \d+ nodes? \(|node distances:$|node( +\d+)+ *$| *\d+: ( +\d+)+ *$)/;
