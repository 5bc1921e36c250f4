import { hexAddress } from "./hexAddress";
import type { LegacyStacks } from "./legacyStacks";

/** `#\t0x4b4188\tmain.makeNode+0x48\tmain.go:21`: the name of an address of the row above. */
const FRAME = /^#\t0x([0-9a-f]+)\t+(.+?)\+0x[0-9a-f]+\t+(.*):(\d+)\s*$/;
/** Code that is not Go's: printed, but without a name. */
const BARE = /^#\t0x([0-9a-f]+)\s*$/;
const LABELS = /^# labels: (\{.*\})\s*$/;
/** `# HeapInuse = 12197888`, `# Stack = 262144 / 262144` (in use / from the system). */
const STATISTIC = /^# (\w+) = (\d+)(?: \/ (\d+))?\s*$/;
const MAX_LABELS = 64; // keys of one row

/** What Go writes into comments of its text dumps: names, labels and, in heap profiles, runtime.MemStats. */
export class Comments {
  /** By field of runtime.MemStats; of pairs the second is "NAME sys". */
  readonly memStats: Record<string, number> = {};
  #inMemStats = false;

  line(line: string, stacks: LegacyStacks): void {
    const [frame, address = "", func = "", file = "", number = "0"] = FRAME.exec(line) ?? [];
    if (frame !== undefined) {
      stacks.name(hexAddress(address), { func, file, line: Math.min(Number(number), 2 ** 31 - 1) });
      return;
    }
    const [bare, foreign = ""] = BARE.exec(line) ?? [];
    if (bare !== undefined) stacks.nameless(hexAddress(foreign));
    const [, labels] = LABELS.exec(line) ?? [];
    if (labels !== undefined && stacks.length > 0) this.#labels(labels, stacks);
    if (line.startsWith("# runtime.MemStats")) this.#inMemStats = true;
    const [statistic, name = "", value, system] = this.#inMemStats ? (STATISTIC.exec(line) ?? []) : [];
    if (statistic === undefined) return;
    this.memStats[name] = Number(value);
    if (system !== undefined) this.memStats[`${name} sys`] = Number(system);
  }

  /** Quoted as Go quotes strings; what is no JSON is left out. */
  #labels(text: string, stacks: LegacyStacks): void {
    try {
      const pairs = Object.entries(JSON.parse(text) as Record<string, unknown>).slice(0, MAX_LABELS);
      for (const [key, value] of pairs) if (typeof value === "string") stacks.label(key, value);
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error;
    }
  }
}
