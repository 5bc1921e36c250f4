import type { PerfFacts, PprofFacts, StackCapture } from "../../model/capture";
import type { CheckRuleId } from "../../model/checkText";
import type { CodePlaces } from "../../model/codePlaces";
import type { DeviationOptions } from "../../model/deviation";
import type { HarnessRows } from "../../model/harness";
import type { Profile } from "../../model/profile";
import type { Severity } from "../../model/report";
import type { Side } from "../../model/session";
import type { NamedStacks } from "../../model/stacks";

/** What the sides are compared by. Plain data: it is sent to a worker. */
export interface DeviationInput {
  readonly baseline: readonly CaptureInput[];
  readonly candidate: readonly CaptureInput[];
  readonly options: DeviationOptions;
}

export type CaptureInput = StackInput | HarnessInput;

interface CaptureBase {
  readonly file: string; // its name
  readonly side: Side;
  readonly arch: string | null;
}

/** A dropped file with stacks and their names. */
export interface StackInput extends CaptureBase {
  readonly kind: StackCapture["kind"];
  readonly modules: readonly ModuleInput[];
  readonly codes: StackCapture["codes"];
  readonly stacks: StackCapture["stacks"];
  readonly profiles: readonly Profile[]; // without their arguments
  readonly perf: PerfFacts | null;
  readonly pprof: PprofFacts | null;
  readonly named: NamedStacks;
  readonly build: BuildInput;
  readonly checks: readonly CheckHit[]; // of the capture check
  readonly places: CodePlaces | null; // per code; null where no binary is there
}

/** A module as far as metrics ask for it. */
export interface ModuleInput {
  readonly name: string; // base name
  readonly buildId: string | null;
  readonly isNamed: boolean; // some of its sampled code has a name
  readonly ms: number; // spent on naming it
}

/** A rule of the capture check that this capture has broken. */
export interface CheckHit {
  readonly rule: CheckRuleId;
  readonly severity: Severity;
  readonly params: Readonly<Record<string, string | number>>;
}

/** How the program was built, from the .go.buildinfo of the binary that most samples are in; null where nothing says it. */
export interface BuildInput {
  readonly goVersion: string | null;
  readonly flags: string | null;
}

export interface HarnessInput extends CaptureBase {
  readonly kind: "harness-csv";
  readonly rows: HarnessRows;
}
