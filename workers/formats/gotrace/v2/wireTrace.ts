import { DecodeError } from "../../../../src/model/decodeError";
import type { ByteSource } from "../../../io/byteSource";
import { TRACE_MAX_BATCHES, TRACE_MAX_TABLE_BYTES, TRACE_MAX_THREADS } from "../../../io/limits";
import type { LossLog } from "../../../io/lossLog";
import { layoutFault } from "../replay/heapLayout";
import type { Trace } from "../trace";
import { Varints } from "../varints";
import { type BatchHeader, readBatchHeader, WHERE } from "./batch";
import { EventPlayer } from "./events";
import { ALLOC_FREE, END_VERSION, SYNC_VERSION, WIRE } from "./eventTable";
import { Generation, type TableBatch } from "./generation";
import { readSync } from "./sync";

/**
 * Reads a trace of Go 1.22 and later into `trace`, a generation at a time:
 *
 * 1. walk the batches; keep the small ones (strings, stacks, samples, types), note where the events of each thread lie;
 * 2. when the generation ends, resolve its tables and merge its threads' events, whose bytes are read again.
 *
 * Before wire version 26 the first batch of the next generation ends one. Where the file is cut or damaged, the generation
 * is played with what is there.
 */
export async function readWireTrace(
  source: ByteSource,
  start: number,
  version: number,
  trace: Trace,
  losses: LossLog,
  progress: (bytesDone: number) => void,
): Promise<void> {
  const player = new EventPlayer(trace, version, losses);
  let offset = start;
  let generation: Generation | null = null;
  const finish = async (whole: Generation, begin: number): Promise<void> => {
    if (whole.frequency === 0) {
      const detail = `nothing says how long the units of time of generation ${whole.gen} are`;
      losses.add(new DecodeError("Malformed", "trace clock", begin, detail).failure);
    }
    await player.play(source, whole, (bytes) => progress((begin + offset + bytes) / 2));
  };
  let begin = start;
  for (;;) {
    const batch = await nextBatch(source, offset, losses);
    if (batch === null) break;
    if (generation !== null && batch.type !== WIRE.endOfGeneration && batch.gen !== generation.gen) {
      if (version >= END_VERSION) {
        const detail = `generation ${generation.gen} has no end`;
        losses.add(new DecodeError("Malformed", WHERE, batch.offset, detail).failure);
      }
      await finish(generation, begin);
      generation = null;
    }
    trace.events[batch.type]++;
    offset = batch.data + batch.size;
    if (batch.type === WIRE.endOfGeneration) {
      if (generation !== null) await finish(generation, begin);
      generation = null;
      continue;
    }
    if (generation === null) {
      generation = new Generation(batch.gen);
      begin = batch.offset;
    }
    generation.end = offset;
    await addBatch(source, batch, version, generation, trace, losses);
    progress((begin + offset) / 2);
  }
  if (generation === null) return;
  if (version >= END_VERSION) {
    losses.add(new DecodeError("Truncated", WHERE, offset, `generation ${generation.gen} has no end`).failure);
  }
  await finish(generation, begin);
}

/** Null at the end of what can be read. */
async function nextBatch(source: ByteSource, offset: number, losses: LossLog): Promise<BatchHeader | null> {
  try {
    return await readBatchHeader(source, offset);
  } catch (error) {
    if (!(error instanceof DecodeError)) throw error;
    losses.add(error.failure); // nothing says where another batch begins
    return null;
  }
}

async function addBatch(
  source: ByteSource,
  batch: BatchHeader,
  version: number,
  generation: Generation,
  trace: Trace,
  losses: LossLog,
): Promise<void> {
  const { first, data, size, offset } = batch;
  const read = () => source.read(data, data + size);
  const fail = (code: "Malformed" | "TooLarge", detail: string): void => {
    losses.add(new DecodeError(code, WHERE, offset, detail).failure);
  };
  if (generation.batches >= TRACE_MAX_BATCHES || generation.tableBytes > TRACE_MAX_TABLE_BYTES) {
    fail("TooLarge", `generation ${generation.gen} has more than ${TRACE_MAX_BATCHES} batches`);
    return;
  }
  if (batch.type === WIRE.experimentalBatch) {
    if (batch.experiment !== ALLOC_FREE.experiment) fail("Malformed", `experiment ${batch.experiment} is unknown`);
    else if (first === ALLOC_FREE.info) {
      const fault = readLayout(await read(), trace);
      if (fault !== null) fail("Malformed", fault);
    } else if (first === ALLOC_FREE.types) generation.addTable(generation.types, await read(), data);
    else if (first >= 0) fail("Malformed", `a batch of kind ${first} of the AllocFree experiment`);
    return;
  }
  const table = tableOf(first, generation);
  if (table !== null) {
    trace.events[first]++;
    generation.addTable(table, await read(), data);
  } else if (first === (version >= SYNC_VERSION ? WIRE.sync : WIRE.frequency)) {
    const sync = readSync(await read(), version);
    if (sync === null) {
      fail("Malformed", "a batch of clocks that cannot be read");
      return;
    }
    generation.frequency ||= sync.frequency;
    trace.clock ??= sync.clock;
    if (version >= SYNC_VERSION) trace.events[WIRE.sync]++;
    if (sync.frequency > 0) trace.events[WIRE.frequency]++;
    if (sync.clock !== null) trace.events[WIRE.clockSnapshot]++;
  } else if (size > 0) {
    if (!generation.threads.has(batch.thread) && generation.threads.size >= TRACE_MAX_THREADS) {
      fail("TooLarge", `more than ${TRACE_MAX_THREADS} threads`);
    } else generation.addTimed(batch);
  }
}

function tableOf(first: number, { strings, stacks, cpuSamples }: Generation): TableBatch[] | null {
  if (first === WIRE.strings) return strings;
  if (first === WIRE.stacks) return stacks;
  return first === WIRE.cpuSamples ? cpuSamples : null;
}

/** {minHeapAddr, page bytes, alignment, least stack}: what is wrong with it, null for nothing. */
function readLayout(bytes: Uint8Array, { allocFree }: Trace): string | null {
  const varints = new Varints().over(bytes, 1);
  const [minHeapAddr, pageBytes, alignBytes, stackBytes] = Array.from({ length: 4 }, () => varints.next());
  const layout = { minHeapAddr, pageBytes, alignBytes, stackBytes };
  if (minHeapAddr < 0) return "a layout of the heap that is not whole";
  const fault = layoutFault(layout);
  if (fault === null) allocFree.layout ??= layout;
  return fault;
}
