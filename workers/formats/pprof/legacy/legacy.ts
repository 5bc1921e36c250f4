import type { Facts, StackCapture } from "../../../../src/model/capture";
import type { DecodeFailure } from "../../../../src/model/decodeError";
import type { Profile } from "../../../../src/model/profile";
import { Damage } from "../damage";
import { Comments } from "./comments";
import { contentionText } from "./contentionText";
import { countText } from "./countText";
import { cpuHead, cpuSamples, cpuWords } from "./cpuProfile";
import { ALLOCATORS, GO_ALLOCATORS } from "./droppedFrames";
import { heapText } from "./heapText";
import type { LegacyHead, LegacyKind, LegacyReader } from "./legacyKind";
import { LegacyStacks } from "./legacyStacks";
import { MAP_START, MemoryMap } from "./memoryMap";
import { threadText } from "./threadText";

const TEXTS: readonly LegacyKind[] = [heapText, countText, contentionText, threadText];
const HEAD_BYTES = 4096;

/** Profiles from before profile.proto: Go's text dumps (`?debug=1`), and those of tcmalloc and gperftools. */
export function isLegacy(head: Uint8Array): boolean {
  return cpuWords(head.subarray(0, 64)) !== null || readerOf(firstLine(textOf(head.subarray(0, HEAD_BYTES)))) !== null;
}

export function readLegacy(bytes: Uint8Array, where: string, cut: DecodeFailure | null): StackCapture {
  const damage = new Damage(where);
  if (cut !== null) damage.addFailure(cut);
  const [stacks, map, comments] = [new LegacyStacks(), new MemoryMap(), new Comments()];
  const words = cpuWords(bytes);
  if (words !== null) {
    const head = cpuHead(words);
    const { samples, end, isWhole } = cpuSamples(words);
    for (const { count, addresses } of samples) stacks.add(addresses, [count, count * head.period], damage, 0);
    if (!isWhole) damage.add("bad row", end, "the end of the samples is missing");
    for (const { line } of linesOf(textOf(bytes.subarray(end)))) map.add(line);
    return capture(head, stacks, map, comments, damage);
  }
  const text = textOf(bytes);
  const reader = readerOf(firstLine(text));
  if (reader === null) throw damage.error("BadMagic", "Profile", 0, "no header of a legacy profile");
  readText(text, reader, stacks, map, comments, damage);
  return capture(reader.head, stacks, map, comments, damage);
}

function readText(
  text: string,
  reader: LegacyReader,
  stacks: LegacyStacks,
  map: MemoryMap,
  comments: Comments,
  damage: Damage,
): void {
  const header = firstLine(text);
  let [isHeader, inMap] = [true, false];
  for (const { line, at } of linesOf(text)) {
    if (MAP_START.test(line)) inMap = true;
    else if (inMap) map.add(line);
    else if (line.startsWith("#")) comments.line(line, stacks);
    else if (isHeader && line === header) isHeader = false;
    else if (line.trim() !== "") reader.line(line, stacks, damage, at);
  }
  reader.end?.(stacks, damage, text.length);
}

function capture(
  head: LegacyHead,
  stacks: LegacyStacks,
  map: MemoryMap,
  comments: Comments,
  damage: Damage,
): StackCapture {
  const { stack, weights, labels, ...tables } = stacks.finish(map, head.types.length);
  const profiles = head.types.map(({ type, unit }, index): Profile => {
    const samples = { length: stack.length, stack, weight: weights[index], time: null, thread: null, cpu: null };
    return { event: type, unit, startNs: 0n, samples, args: labels, dumps: null };
  });
  const { memStats } = comments;
  return {
    kind: "pprof",
    arch: null,
    facts: facts(head, stack.length, memStats),
    losses: damage.losses(),
    ...tables,
    profiles,
    perf: null,
    pprof: {
      // Texts have no time; a heap is as of the last completed garbage collection, and the statistics say when that was.
      timeNs: BigInt(memStats["LastGC"] ?? 0),
      durationNs: head.durationNs,
      periodType: head.periodType.type,
      periodUnit: head.periodType.unit,
      period: head.period,
      defaultSampleType: profiles.length - 1,
      mappingStarts: tables.mappings.map(({ start }) => start),
      comments: [],
      dropFrames: stacks.isNamed && head.dropFrames === ALLOCATORS ? GO_ALLOCATORS : head.dropFrames,
      ...(Object.keys(memStats).length === 0 ? {} : { memStats }),
    },
  };
}

function facts(head: LegacyHead, samples: number, memStats: Readonly<Record<string, number>>): Facts {
  const statistics = Object.entries(memStats).map(([name, value]) => `${name} = ${value}`);
  return {
    sample_types: head.types.map(({ type, unit }) => `${type}/${unit}`),
    samples,
    period: head.period,
    period_type: `${head.periodType.type}/${head.periodType.unit}`,
    duration_s: Number(head.durationNs) / 1e9,
    ...(statistics.length === 0 ? {} : { memstats: statistics }),
  };
}

function readerOf(header: string): LegacyReader | null {
  for (const kind of TEXTS) {
    const reader = kind(header);
    if (reader !== null) return reader;
  }
  return null;
}

/** The first line that is neither empty nor a comment. */
function firstLine(text: string): string {
  for (const { line } of linesOf(text)) if (line.trim() !== "" && !line.startsWith("#")) return line;
  return "";
}

function* linesOf(text: string): Generator<{ readonly line: string; readonly at: number }> {
  for (let at = 0; at < text.length; ) {
    const end = text.indexOf("\n", at);
    const stop = end < 0 ? text.length : end;
    yield { line: text.slice(at, stop).replace(/\r$/, ""), at };
    at = stop + 1;
  }
}

function textOf(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}
