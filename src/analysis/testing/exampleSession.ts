import { EMPTY_FILTER } from "../../model/filter";
import type { ProfileEntry, Selection, SessionData, SessionFile } from "../../model/session";
import { EVERYTHING } from "../../model/spans";
import { profileFromText } from "./profileFromText";

/** Names as an attacker, or a C++ compiler, would choose them. By the word that stands for them in a drawing. */
export const HOSTILE_NAMES: Readonly<Record<string, string>> = {
  markup: '<img src=x onerror="document.title=1">',
  reordered: "main.\u202egpj.exe\u202c",
  arabic: "حزمة.دالة",
  control: "nul\0esc\x1b[31mbell\x07",
  long: `std::map<${"std::pair<std::string,int>,".repeat(4000)}>::insert`,
};

/** A session of one perf.data file with one event, drawn as in `profileFromText`. */
export function exampleSession(text: string, unit = "nanoseconds"): SessionData {
  const { named, profile } = profileFromText(text, { event: "cpu-clock", unit });
  const strings = named.strings.map((name) => HOSTILE_NAMES[name] ?? name);
  const file: SessionFile = {
    id: 1,
    name: "a.perf.data",
    folder: "",
    sizeBytes: 1234,
    batch: 1,
    status: "ok",
    kind: "perf",
    progress: null,
    capture: null,
    error: null,
    stageFailures: [],
    chosenSide: null,
  };
  const entry: ProfileEntry = { id: 0, file, profile, named: { ...named, strings }, side: null };
  return { ...EMPTY_SESSION, files: [file], profiles: [entry] };
}

export const EMPTY_SESSION: SessionData = {
  files: [],
  named: new Map(),
  sides: new Map(),
  profiles: [],
  heapSeries: [],
  nativeHeaps: new Map(),
  goroutineSeries: [],
  spans: [],
  pteLayout: "core3",
  heapDumps: new Map(),
  deviation: null,
  deviationOptions: { limits: {}, rules: [] },
  numa: null,
  timings: [],
  inspection: null,
  addresses: [],
  addressText: "",
};

export const EMPTY_SELECTION: Selection = {
  view: "",
  profile: -1,
  search: "",
  func: "",
  marked: "",
  base: -1,
  normalised: false,
  series: 0,
  points: null,
  filter: EMPTY_FILTER,
  place: null,
  weight: "",
  spans: EVERYTHING,
  rawNames: false,
  choices: {},
};

/** What the views of one profile are looked at with. */
export const profileExamples = {
  plain: exampleSession(`
    10000000  5000000   2000000      1000000
    main      main      main         init
    f         f         read[lib:c]
    g         f
    f
  `),
  hostile: exampleSession(`
    50000000  40000000   30000000  20000000  10000000
    main      main       main      main      main
    markup    reordered  arabic    control   long
  `),
};
