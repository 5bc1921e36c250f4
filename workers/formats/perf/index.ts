import type { ChainCounts, PerfFacts, StackCapture } from "../../../src/model/capture";
import { DecodeError } from "../../../src/model/decodeError";
import type { Profile } from "../../../src/model/profile";
import type { ModuleMapping } from "../../../src/model/stacks";
import type { ByteSource } from "../../io/byteSource";
import type { DecodeContext, Format } from "../format";
import type { SpaceEvent } from "./addressSpace";
import { ChainShape } from "./chainShape";
import { CompressedRecords } from "./compressed";
import { joinDeferred } from "./deferredChains";
import type { RecordedEvent } from "./event";
import { isDummy } from "./eventName";
import { fileFacts } from "./fileFacts";
import { type FileHeader, isPerfData, readFileHeader } from "./fileHeader";
import { givenNames } from "./givenNames";
import { readAttrs, readFeatures } from "./headerSections";
import type { SampledEvent } from "./offCpu/departures";
import { offCpu } from "./offCpu/offCpu";
import { perfAttr } from "./perfAttr";
import { Recording } from "./recording";
import { type RecordReader, walkRecords } from "./recordStream";
import { recordSwap } from "./recordSwap";
import { RECORD } from "./recordType";
import { StackResolver } from "./resolve";
import { topology } from "./topology";

/**
 * perf.data, as `perf record` writes it to a file or a pipe. The steps:
 *
 *   1. header, attrs (file mode; a pipe brings them as records)
 *   2. features behind the data: they hold the events' names and the build ids
 *   3. all records, streamed: samples into columns, chains into a tree of raw addresses
 *   4. addresses into module + offset, once per distinct chain, when all mappings are known
 */
export const perf: Format = {
  id: "perf",
  label: "perf.data",
  recognises: isPerfData,
  async decode(source, context) {
    const header = await readFileHeader(source);
    const recording = new Recording(header.littleEndian);
    if (header.mode === "file") {
      await readAttrs(source, header, recording);
      await readFeatures(source, header, recording);
      recording.describeTracepoints();
      if (header.killed) {
        const detail = "perf record was killed before it wrote the size of the data: read to the end of the file";
        recording.losses.add(new DecodeError("Truncated", "perf.data header", 48, detail).failure);
      }
    }
    const stopped = await readRecords([source, ...(context.siblings ?? [])], header, recording, context);
    if (recording.events.list.length === 0) {
      throw (
        stopped ??
        new DecodeError(
          "Malformed",
          "perf.data",
          header.data.start,
          "no perf_event_attr: nothing says what was recorded",
        )
      );
    }
    return capture(header, recording);
  },
};

/**
 * The records of the file and, of `perf record --threads`, of the files beside it: streams without a header, each in
 * an order and with a compression of its own. Resolves to why the file's own ended early.
 */
async function readRecords(
  sources: readonly ByteSource[],
  header: FileHeader,
  recording: Recording,
  context: DecodeContext,
): Promise<DecodeError | null> {
  const swap = header.littleEndian ? null : recordSwap(recording);
  const total = sources.reduce((sum, { size }) => sum + size, 0);
  let before = 0;
  let first: DecodeError | null = null;
  for (const [index, source] of sources.entries()) {
    const range = index === 0 ? header.data : { start: 0, end: source.size };
    const plain = recording.streams.push({ file: index, ...range, compressed: false }) - 1;
    const unpacked = recording.streams.push({ file: index, ...range, compressed: true }) - 1;
    const compressed = new CompressedRecords(recording.record, recording.losses, swap, unpacked);
    const reader: RecordReader = {
      record: compressed.handler,
      tracingData: recording.tracingData,
      progress: (offset) => context.progress(before + offset, total),
    };
    recording.rounds.restart();
    const stopped = await walkRecords(source, range, reader, swap, plain);
    compressed.finish();
    if (stopped !== null) recording.losses.add(stopped.failure);
    first ??= stopped;
    before += source.size;
  }
  if (sources.length === 1 && header.mode === "file" && header.features.includes(FEATURE_DIR_FORMAT)) {
    const detail = "perf record --threads wrote the samples to files beside this one: drop the whole folder";
    recording.losses.add(new DecodeError("Truncated", "perf.data header", 0, detail).failure);
  }
  return first;
}

const FEATURE_DIR_FORMAT = 24;

/** An event with its samples; or what was made of them. */
interface Finished extends SampledEvent {
  readonly unit: Profile["unit"];
  readonly isDerived?: true;
}

function capture(header: FileHeader, recording: Recording): StackCapture {
  nameEvents(recording);
  joinDeferred(recording);
  const { metadata, events, threads: threadTable } = recording;
  const buildIds = new Map(metadata.buildIds.map(({ path, buildId }) => [path, buildId]));
  const modules = recording.modules.finish(buildIds);
  const resolver = new StackResolver(recording, modules);
  const threads = threadTable.finish(recording.threadNames);
  const shape = new ChainShape(resolver.chains, recording.chains.addresses);
  const chains = new Map<RecordedEvent, ChainCounts>();
  const finished = events.list.map((event) => {
    const { columns, order } = event.columns.finishWithOrder();
    chains.set(event, shape.counts(columns.stack, event.attr.maxStack));
    const space = event.dumps === null ? null : new Int32Array(columns.length);
    for (let i = 0; i < columns.length; i++) {
      const pid = threads[columns.thread[i] as number]?.pid ?? -1;
      const time = columns.time[i] as number;
      columns.stack[i] = resolver.resolve(columns.stack[i] as number, pid, time);
      if (space !== null) space[i] = resolver.space(pid, time);
    }
    const memory = space === null ? null : { space, spaces: resolver.spaceMappings() };
    const dumps = memory === null ? null : (event.dumps?.finish(order, event, recording, memory) ?? null);
    return {
      name: event.name,
      unit: event.unit,
      columns,
      args: event.finishArgs(columns.length, order, recording.cgroups),
      dumps,
    };
  });
  const off = offCpu(finished, recording.switches.finish(), threads.length);
  const sampled: Finished[] = finished.filter(({ columns }) => columns.length > 0);
  if (off !== null && off.columns.length > 0) {
    const { columns, args, dumps } = off;
    sampled.push({ name: "off-cpu", unit: "nanoseconds", columns, args, dumps, isDerived: true });
  }
  const first = Math.min(...sampled.map(({ columns }) => columns.time[0] as number));
  const last = Math.max(...sampled.map(({ columns }) => columns.time[columns.length - 1] as number));
  const startNs = recording.baseNs + BigInt(sampled.length === 0 ? 0 : first);
  const profiles = sampled.map(({ name, columns, ...rest }): Profile => {
    for (let i = 0; i < columns.length; i++) columns.time[i] = (columns.time[i] as number) - first;
    return { event: name, startNs, samples: columns, ...rest };
  });
  const perfFacts: PerfFacts = {
    records: recording.recordCounts(),
    lost: recording.lost,
    throttled: recording.count(RECORD.THROTTLE),
    outOfOrder: recording.rounds.outOfOrder,
    firstNs: startNs,
    lastNs: sampled.length === 0 ? startNs : recording.baseNs + BigInt(last),
    events: events.list
      .filter((event) => !isDummy(event.attr) || event.samples > 0)
      .map((event) => ({
        name: event.name,
        type: event.attr.type,
        config: event.attr.config,
        samples: event.samples,
        values: event.values,
        periodTotal: event.periodTotal,
        attr: perfAttr(event.attr),
        chains: chains.get(event) ?? null,
      })),
    threads,
    topology: topology(metadata.nodes, finished, threads.length),
    recording: {
      cmdline: metadata.cmdline.join(" "),
      osRelease: metadata.osRelease ?? "",
      cpuDesc: metadata.cpuDesc ?? "",
      killed: header.mode === "file" && header.killed,
      timeless: recording.samples.timeless,
    },
    offCpu: off?.facts ?? null,
  };
  const { codes, stacks } = resolver.finish();
  return {
    kind: "perf",
    arch: metadata.arch,
    facts: fileFacts(header, recording, perfFacts),
    losses: recording.losses.list(),
    modules,
    mappings: distinctMappings(recording.spaceEvents),
    codes,
    stacks,
    given: givenNames(codes, modules, recording.kernelSymbols, metadata.files),
    profiles,
    perf: perfFacts,
    pprof: null,
  };
}

function distinctMappings(events: readonly SpaceEvent[]): ModuleMapping[] {
  const mappings = events.flatMap((event) => (event.kind === "map" ? [event.mapping] : []));
  const keyOf = ({ module, start, end, fileOffset }: ModuleMapping) => `${module}|${start}|${end}|${fileOffset}`;
  return [...new Map(mappings.map((mapping) => [keyOf(mapping), mapping])).values()];
}

/** EVENT_DESC lists the attrs again, with their names: by ids, or by place where there are none. */
function nameEvents({ metadata, events, losses }: Recording): void {
  metadata.events.forEach(({ ids, name }, index) => {
    const event = events.list[index];
    if (ids.length > 0) events.rename(ids, name);
    else if (event !== undefined) event.name = name;
  });
  for (const { name, isTracepoint, args, samples } of events.list) {
    if (!isTracepoint || args !== null || samples === 0) continue;
    const detail = `nothing says how the arguments of ${name} are laid out: they are left out`;
    losses.add(new DecodeError("Malformed", "TRACING_DATA", 0, detail).failure);
  }
}
