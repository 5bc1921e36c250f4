import type { MetricName, Missing } from "../../model/deviation";
import type { MissingReason } from "../../model/deviationText";
import { RECORD_COMMANDS } from "../view";

const DUMPS = "perf record -e cpu-clock -F 999 --call-graph dwarf,32768 -p PID -- sleep 30";
const LARGE_DUMPS = "perf record -e cpu-clock -F 999 --call-graph dwarf,65528 -p PID -- sleep 30";
const SWITCHES = "perf record -e cpu-clock -F 999 --switch-events --call-graph dwarf,32768 -p PID -- sleep 30";
const LONGER = "perf record -e cpu-clock -F 999 --call-graph dwarf,32768 -p PID -- sleep 300";

/** The sampling experiment of the capture kit, in the folder where its file is. */
export const EXPERIMENT = "go build -o sampling sampling.go && ./sampling";

/** The recording that a view of both sides wants: where stacks go, and when threads run. */
export const BEST_RECORDING = SWITCHES;

/** Where another file must be dropped, no recording helps. */
const OF_REASON: Readonly<Partial<Record<MissingReason, string>>> = {
  "no-stacks": DUMPS,
  "no-truncation-limit": EXPERIMENT,
  "no-offset-column": EXPERIMENT,
  "no-stack-bounds": EXPERIMENT,
  "no-switches": SWITCHES,
  "no-times": DUMPS,
  "too-few-samples": LONGER,
  "no-dumps": LARGE_DUMPS,
  "no-roots": LARGE_DUMPS,
  "go-pprof-strips-roots": DUMPS,
};

const OF_METRIC: Readonly<Record<MetricName, string>> = {
  truncation_rate: DUMPS,
  incomplete_rate: DUMPS,
  call_site_error: DUMPS,
  stack_top_deviation: LARGE_DUMPS,
  sampling_regularity: SWITCHES,
  symbol_coverage: DUMPS,
  profile_distance: DUMPS,
  pc_offset: EXPERIMENT,
};

/** By what the other side's captures are called. */
const OF_SOURCE: readonly (readonly [RegExp, string])[] = [
  [/^csv/, EXPERIMENT],
  [/^pprof cpu$/, "curl -so cpu.pb.gz 'http://localhost:6060/debug/pprof/profile?seconds=30'"],
  [/^pprof heap$/, "curl -so heap.pb.gz 'http://localhost:6060/debug/pprof/heap?gc=1'"],
  [/^pprof goroutine$/, "curl -so goroutine.pb.gz 'http://localhost:6060/debug/pprof/goroutine'"],
  [/^goroutine text$/, RECORD_COMMANDS.goroutineText],
  [/^trace/, RECORD_COMMANDS.trace],
];

/** A command that records what is missing; null where a dropped file would tell. */
export function recordCommand({ reason }: Missing, name: MetricName, source: string): string | null {
  if (reason !== "no-capture") return OF_REASON[reason] ?? null;
  return OF_SOURCE.find(([pattern]) => pattern.test(source))?.[1] ?? OF_METRIC[name];
}
