import type { Facts, PprofFacts, StackCapture } from "../../../src/model/capture";
import type { DecodeFailure } from "../../../src/model/decodeError";
import type { Profile } from "../../../src/model/profile";
import { Damage } from "./damage";
import { readFunctions } from "./function";
import { readLocations } from "./location";
import { type Mappings, readMappings } from "./mapping";
import { readSamples } from "./sample";
import { fieldFit, VALUE_TYPE } from "./schema";
import { StringTable, UsedStrings } from "./strings";
import { readTopLevel, type TopLevel } from "./topLevel";
import { Wire } from "./wire";

/**
 * Message Profile of profile.proto, decompressed. The steps:
 *
 *   1. the top level: single fields, and where the messages of each repeated field lie (they come in any order)
 *   2. mappings, functions, then locations, which refer to both; strings only where these need one
 *   3. samples, into one tree of stacks and one column of values per sample type
 *
 * `cut` is why the bytes are not the whole profile, null when they are.
 */
export function readProfile(bytes: Uint8Array, where: string, cut: DecodeFailure | null): StackCapture {
  const damage = new Damage(where);
  const wire = new Wire(bytes);
  const top = readTopLevel(wire, damage);
  if (cut !== null) damage.addFailure(cut);
  const { bad } = wire;
  if (bad !== null) {
    const failure = damage.error(bad, "Profile", wire.pos, wire.badDetail);
    if (top.sampleTypes.length === 0) throw failure;
    if (cut === null || bad !== "Truncated") damage.addFailure(failure.failure);
  }
  if (top.sampleTypes.length === 0) {
    throw damage.error("Malformed", "Profile", 0, "no sample_type: nothing says what was measured");
  }

  const strings = new StringTable(bytes, top.strings, damage);
  const types = Array.from({ length: top.sampleTypes.length }, (_, i) => {
    const type = readValueType(wire, top.sampleTypes.starts[i], top.sampleTypes.stops[i], strings, damage);
    return type.type === "" ? { ...type, type: `sample_type[${i}]` } : type;
  });
  const mappings = readMappings(wire, top.mappings, strings, damage);
  const functions = readFunctions(wire, top.functions, damage);
  const used = new UsedStrings(strings);
  const { codes, names, ...locations } = readLocations(wire, top.locations, mappings, functions, used, damage);
  const read = readSamples(wire, top.samples, locations, types.length, strings, damage);
  const { length, stacks, stack, weights, labels } = read;

  const profiles = types.map(({ type, unit }, i): Profile => {
    const samples = { length, stack, weight: weights[i], time: null, thread: null, cpu: null };
    return { event: type, unit, startNs: 0n, samples, args: labels, dumps: null };
  });
  const pprof = pprofFacts(wire, top, strings, types, mappings, damage);
  return {
    kind: "pprof",
    arch: null, // nothing in a profile says it
    facts: facts(top, pprof, types, mappings, strings, length),
    losses: damage.losses(),
    modules: mappings.modules,
    mappings: mappings.mappings,
    codes,
    stacks,
    given: names,
    profiles,
    perf: null,
    pprof,
  };
}

interface ValueType {
  readonly type: string;
  readonly unit: string;
}

function readValueType(wire: Wire, start: number, stop: number, strings: StringTable, damage: Damage): ValueType {
  let type = 0;
  let unit = 0;
  for (wire.enter(start, stop); wire.next(); ) {
    if (fieldFit(VALUE_TYPE, wire) !== "known") continue;
    if (wire.field === 1) type = wire.index();
    else unit = wire.index();
  }
  if (wire.bad !== null) damage.add("bad sample type", wire.pos, wire.badDetail);
  return { type: strings.text(type), unit: strings.text(unit) };
}

function pprofFacts(
  wire: Wire,
  top: TopLevel,
  strings: StringTable,
  types: readonly ValueType[],
  mappings: Mappings,
  damage: Damage,
): PprofFacts {
  const { periodType } = top;
  const last = periodType.length - 1;
  const none = { type: "", unit: "" };
  const period =
    last < 0 ? none : readValueType(wire, periodType.starts[last], periodType.stops[last], strings, damage);
  const defaultType = strings.text(top.defaultSampleType);
  const index = types.findIndex(({ type }) => type === defaultType);
  const drop = strings.text(top.dropFrames);
  return {
    timeNs: top.timeNs,
    durationNs: top.durationNs,
    periodType: period.type,
    periodUnit: period.unit,
    period: top.period,
    defaultSampleType: index < 0 ? types.length - 1 : index,
    mappingStarts: mappings.memoryStarts,
    comments: top.comments.map((comment) => strings.text(comment)),
    ...(drop === "" ? {} : { dropFrames: { drop, keep: strings.text(top.keepFrames) } }),
  };
}

function facts(
  top: TopLevel,
  pprof: PprofFacts,
  types: readonly ValueType[],
  mappings: Mappings,
  strings: StringTable,
  samples: number,
): Facts {
  const docUrl = strings.text(top.docUrl);
  return {
    sample_types: types.map(({ type, unit }) => `${type}/${unit}`),
    default_sample_type: types[pprof.defaultSampleType].type,
    samples,
    locations: top.locations.length,
    functions: top.functions.length,
    mappings: top.mappings.length,
    period: pprof.period,
    period_type: `${pprof.periodType}/${pprof.periodUnit}`,
    duration_s: Number(pprof.durationNs) / 1e9,
    time: pprof.timeNs === 0n ? null : new Date(Number(pprof.timeNs / 1_000_000n)).toISOString(),
    build_id: mappings.modules[0]?.buildId ?? null, // pprof's convention: the first mapping is the main binary
    // applied when the stacks are named
    drop_frames: strings.text(top.dropFrames) || null,
    keep_frames: strings.text(top.keepFrames) || null,
    doc_url: /^https?:\/\//.test(docUrl) ? docUrl : null,
    comments: pprof.comments,
  };
}
