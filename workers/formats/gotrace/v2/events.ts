import { DecodeError } from "../../../../src/model/decodeError";
import type { ByteSource } from "../../../io/byteSource";
import type { LossLog } from "../../../io/lossLog";
import type { Handler } from "../handlers";
import { mergeThreads } from "../merge";
import { type HeapLayout, idBits, USUAL_LAYOUT } from "../replay/heapLayout";
import type { Trace } from "../trace";
import { StackFinder } from "../tracedStacks";
import { ThreadCursor } from "./cursor";
import { argCounts, eventId, ID_EVENTS, type IdKind, WIRE } from "./eventTable";
import type { Generation } from "./generation";
import { type GenerationTables, NO_TABLES } from "./generationTables";
import { memoryHandlers } from "./memoryEvents";
import { Scheduler } from "./scheduler";
import { readCpuSamples, readStacks, readStrings, readTypes } from "./tables";

const NS_PER_S = 1_000_000_000;
/** What Go has on systems whose clock it takes from nanotime: units of 64 ns. */
const USUAL_FREQUENCY = NS_PER_S / 64;

/** Plays the events of one generation after another into a Trace. */
export class EventPlayer {
  readonly #trace: Trace;
  readonly #losses: LossLog;
  readonly #scheduler: Scheduler;
  readonly #handlers: (Handler | undefined)[] = [];
  readonly #argCounts: Int8Array;
  #tables: GenerationTables = NO_TABLES;
  #frequency = 0;

  constructor(trace: Trace, version: number, losses: LossLog) {
    this.#trace = trace;
    this.#losses = losses;
    this.#argCounts = argCounts(version);
    this.#scheduler = new Scheduler(trace.goroutines);
    const handlers = [...this.#scheduler.handlers, ...memoryHandlers(trace, () => this.#tables)];
    for (const [name, handler] of handlers) this.#handlers[eventId(name)] = handler;
  }

  async play(source: ByteSource, generation: Generation, progress: (bytes: number) => void): Promise<void> {
    const trace = this.#trace;
    const losses = this.#losses;
    const { events } = trace;
    const strings = readStrings(generation.strings, losses);
    const stacks = readStacks(generation.stacks, strings, trace.stacks, losses);
    const types = readTypes(generation.types, trace.allocFree.types, losses);
    if (strings.size === 0 && generation.threads.size > 0) {
      const detail = `generation ${generation.gen} has no strings: its end, which names everything, is not there`;
      losses.add(new DecodeError("Truncated", "trace strings", generation.end, detail).failure);
    }
    const finder = new StackFinder(stacks, generation.end);
    this.#tables = { gen: generation.gen, strings, stackOf: (id) => finder.find(id), types };
    this.#scheduler.tables = this.#tables;
    events[WIRE.string] += strings.size;
    events[WIRE.stack] += stacks.size;
    const toNs = this.#clockOf(generation);
    events[WIRE.cpuSample] += readCpuSamples(generation.cpuSamples, losses, (raw, thread, goroutine, stack) => {
      trace.cpuSamples.add(Math.max(0, toNs(raw)), finder.find(stack), thread, goroutine);
    });
    const handlers = this.#handlers;
    const bits = bitsOfIds(trace.allocFree.layout ?? USUAL_LAYOUT);
    const onEvent = (type: number, raw: number, args: Float64Array, thread: number): void => {
      events[type]++;
      const ns = trace.tick(toNs(raw));
      handlers[type]?.(ns, args, thread);
    };
    const cursors = [...generation.threads].map(
      ([thread, batches]) => new ThreadCursor(thread, batches, this.#argCounts, bits),
    );
    await mergeThreads(source, cursors, losses, onEvent, progress);
    finder.missing.tell(losses);
    trace.generations++;
    trace.goroutines.point(trace.endNs);
  }

  /** Nanoseconds since the trace's start. Differences of units are exact, so a long uptime loses nothing. */
  #clockOf(generation: Generation): (raw: number) => number {
    this.#frequency = generation.frequency || this.#frequency || USUAL_FREQUENCY;
    const unitNs = NS_PER_S / this.#frequency;
    const base = Number.isFinite(generation.leastTs) ? generation.leastTs : 0;
    const baseNs = (BigInt(base) * BigInt(NS_PER_S)) / BigInt(Math.max(1, Math.round(this.#frequency)));
    const trace = this.#trace;
    if (trace.generations === 0) trace.startNs = baseNs;
    const startNs = Number(baseNs - trace.startNs);
    return (raw) => startNs + (raw - base) * unitNs;
  }
}

function bitsOfIds({ pageBytes, alignBytes, stackBytes }: HeapLayout): Uint8Array {
  const units: Readonly<Record<IdKind, number>> = { span: pageBytes, object: alignBytes, stackmem: stackBytes };
  const bits = new Uint8Array(256);
  for (const [id, kind] of ID_EVENTS) bits[id] = idBits(units[kind]);
  return bits;
}
