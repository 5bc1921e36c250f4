import { PPROF_MAX_MAPPINGS, PPROF_MAX_ROWS, PPROF_MAX_SAMPLE_TYPES } from "../../io/limits";
import type { Damage } from "./damage";
import { fieldFit, PROFILE } from "./schema";
import { Spans } from "./spans";
import { BYTES, type Wire } from "./wire";

/** The fields of the message Profile: the single ones read, the repeated ones found but not looked into. */
export interface TopLevel {
  readonly sampleTypes: Spans; // 1
  readonly samples: Spans; // 2
  readonly mappings: Spans; // 3
  readonly locations: Spans; // 4
  readonly functions: Spans; // 5
  readonly strings: Spans; // 6
  readonly periodType: Spans; // 11, the last one counts
  readonly comments: number[]; // 13 -> strings
  dropFrames: number; // 7 -> strings
  keepFrames: number; // 8 -> strings
  timeNs: bigint; // 9
  durationNs: bigint; // 10
  period: number; // 12
  defaultSampleType: number; // 14 -> strings: a type's name, not the index of a sample type
  docUrl: number; // 15 -> strings
}

type SpansKey = { [Key in keyof TopLevel]: TopLevel[Key] extends Spans ? Key : never }[keyof TopLevel];

const REPEATED: Readonly<Record<number, SpansKey>> = {
  1: "sampleTypes",
  2: "samples",
  3: "mappings",
  4: "locations",
  5: "functions",
  6: "strings",
  11: "periodType",
};
const LIMITS: Partial<Record<SpansKey, number>> = {
  sampleTypes: PPROF_MAX_SAMPLE_TYPES,
  mappings: PPROF_MAX_MAPPINGS,
};
const MAX_COMMENTS = 1000;

/** First pass. Ends early where the file is cut or damaged, and leaves `wire.bad` to say so. */
export function readTopLevel(wire: Wire, damage: Damage): TopLevel {
  const top: TopLevel = {
    sampleTypes: new Spans(),
    samples: new Spans(),
    mappings: new Spans(),
    locations: new Spans(),
    functions: new Spans(),
    strings: new Spans(),
    periodType: new Spans(),
    comments: [],
    dropFrames: 0,
    keepFrames: 0,
    timeNs: 0n,
    durationNs: 0n,
    period: 0,
    defaultSampleType: 0,
    docUrl: 0,
  };
  const spans = Array.from({ length: PROFILE.length }, (_, field) => {
    const key = REPEATED[field];
    return key === undefined ? null : top[key];
  });
  const limits = spans.map((_, field) => LIMITS[REPEATED[field]] ?? PPROF_MAX_ROWS);
  wire.enter(0, wire.bytes.length);
  while (wire.next()) {
    const fits = fieldFit(PROFILE, wire);
    if (fits === "unknown") continue;
    const rows = spans[wire.field];
    if (fits === "wrong")
      damage.add("bad field", wire.pos, `field ${wire.field} of Profile has wire type ${wire.type}`);
    else if (rows === null) readScalar(wire, top, damage);
    else {
      rows.push(wire.start, wire.stop);
      if (rows.length > limits[wire.field]) {
        const detail = `more than ${limits[wire.field]} ${REPEATED[wire.field]}, the limit`;
        throw damage.error("TooLarge", "Profile", wire.start, detail);
      }
    }
  }
  return top;
}

const SCALARS: Readonly<Record<number, (top: TopLevel, wire: Wire) => void>> = {
  7: (top, wire) => {
    top.dropFrames = wire.index();
  },
  8: (top, wire) => {
    top.keepFrames = wire.index();
  },
  9: (top, wire) => {
    top.timeNs = wire.bigInt64();
  },
  10: (top, wire) => {
    top.durationNs = wire.bigInt64();
  },
  12: (top, wire) => {
    top.period = wire.int64();
  },
  13: readComments,
  14: (top, wire) => {
    top.defaultSampleType = wire.index();
  },
  15: (top, wire) => {
    top.docUrl = wire.index();
  },
};

function readScalar(wire: Wire, top: TopLevel, damage: Damage): void {
  const before = top.timeNs;
  SCALARS[wire.field]?.(top, wire);
  // Protobuf's rule would be that the last one counts; pprof refuses such a file too (errConcatProfile).
  if (wire.field === 9 && before !== 0n && top.timeNs !== 0n) {
    throw damage.error("Malformed", "Profile", wire.pos, "a second time_nanos: this is concatenated profiles");
  }
}

function readComments(top: TopLevel, wire: Wire): void {
  if (wire.type !== BYTES) {
    if (top.comments.length < MAX_COMMENTS) top.comments.push(wire.index());
    return;
  }
  const { stop, end } = wire;
  wire.enter(wire.start, stop);
  while (wire.pos < stop && top.comments.length < MAX_COMMENTS && wire.varint()) top.comments.push(wire.index());
  wire.enter(stop, end);
}
