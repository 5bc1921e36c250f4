/**
 * DATA_SRC of a sample, `union perf_mem_data_src`: where a load or store found its data. As text like that of `perf
 * script -F data_src`, without the parts that say nothing. Big-endian machines declare the fields the other way round,
 * so the number as a whole is the same.
 *
 *   bits 0 op 5 · lvl 14 · snoop 5 · lock 2 · dtlb 7 · lvl_num 4 · remote 1 · snoopx 2 · blk 3 · hops 3 · region 5
 *
 * op, lvl, snoop, dtlb, snoopx and blk are sets of bits, lvl_num, hops and region are numbers.
 */
export function dataSrcText(low: number, high: number): string | null {
  const tlb = (low >>> 26) | ((high & 1) << 6);
  const parts: readonly (readonly [string, string | null])[] = [
    ["OP", join(names(low & 0x1f, OPERATIONS))],
    ["LVL", level(low, high)],
    ["SNP", join([...names((low >>> 19) & 0x1f, SNOOP), ...names((high >>> 6) & 3, SNOOPX)])],
    ["TLB", said(names(tlb, TLB).join(" or "), tlb)],
    ["LCK", LOCK[(low >>> 24) & 3] ?? null],
    ["BLK", join(names((high >>> 8) & 7, BLOCKED))],
  ];
  const known = parts.flatMap(([name, text]) => (text === null ? [] : [`${name} ${text}`]));
  return known.every((text) => text === "LCK No") ? null : known.join("|");
}

const NOT_AVAILABLE = null;
const HIT = 2;
const MISS = 4;

const OPERATIONS = [NOT_AVAILABLE, "LOAD", "STORE", "PFETCH", "EXEC"];
const LEVELS = [
  NOT_AVAILABLE,
  null,
  null,
  "L1",
  "LFB/MAB",
  "L2",
  "L3",
  "Local RAM",
  "Remote RAM (1 hop)",
  "Remote RAM (2 hops)",
  "Remote Cache (1 hop)",
  "Remote Cache (2 hops)",
  "I/O",
  "Uncached",
];
const TLB = [NOT_AVAILABLE, null, null, "L1", "L2", "Walker", "Fault"];
const SNOOP = [NOT_AVAILABLE, "None", "Hit", "Miss", "HitM"];
const SNOOPX = ["Fwd", "Peer"];
const BLOCKED = [NOT_AVAILABLE, "Data", "Addr"];
const LOCK = ["No", null, "Yes", null]; // bit 0 is NA
const HOPS = [null, "core, same node", "node, same socket", "socket, same board", "board"];

/** PERF_MEM_LVLNUM_*; 0 is no number at all. */
const LEVEL_NUMBERS: ReadonlyMap<number, string | null> = new Map([
  [1, "L1"],
  [2, "L2"],
  [3, "L3"],
  [4, "L4"],
  [5, "L2 MHB"],
  [6, "Memory-side Cache"],
  [7, "L0"],
  [8, "Uncached"],
  [9, "CXL"],
  [10, "I/O"],
  [11, "Any cache"],
  [12, "LFB/MAB"],
  [13, "RAM"],
  [14, "PMEM"],
  [15, NOT_AVAILABLE],
]);

function level(low: number, high: number): string | null {
  const bits = (low >>> 5) & 0x3fff;
  const hops = HOPS[(high >>> 11) & 7] ?? null;
  const number = LEVEL_NUMBERS.get((high >>> 1) & 15) ?? null;
  const remote = ((high >>> 5) & 1) === 1 ? "Remote " : "";
  const place = hops === null ? names(bits, LEVELS).join(" or ") : `${hops} `;
  const between = hops === null && place !== "" && number !== null ? " or " : "";
  return said(remote + place + between + (number ?? ""), bits);
}

/** Bits 1 and 2 of lvl and dtlb are HIT and MISS. */
function said(text: string, bits: number): string | null {
  const how = `${text}${(bits & HIT) !== 0 ? " hit" : ""}${(bits & MISS) !== 0 ? " miss" : ""}`.trim();
  return how === "" ? null : how;
}

function names(bits: number, table: readonly (string | null)[]): string[] {
  return table.flatMap((name, bit) => (((bits >>> bit) & 1) === 1 && name !== null ? [name] : []));
}

function join(texts: readonly string[]): string | null {
  return texts.length === 0 ? null : texts.join(" or ");
}
