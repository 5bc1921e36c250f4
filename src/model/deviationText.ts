/**
 * What the comparison of two sides says in English, in the report and on the page. A parameter's name ends in what it
 * is: `Share` is 0 to 1, `Count` a number, everything else text.
 */

/** Properties that captures must share, by what a difference does to the figures. */
export const COMPARABILITY_TEXT = {
  arch: "The processor: that is what is compared.",
  go_version: "Go's version decides how many frames a profile keeps, and how the runtime unwinds.",
  build_flags: "Build flags decide what is inlined, so how many frames there are and which functions are hot.",
  event: "Other events are hot elsewhere: shares of functions differ by that alone.",
  rate: "At another rate samples are lost and gaps vary otherwise.",
  call_graph: "Frame pointers and stack dumps lose stacks for different reasons.",
  dump_size: "A smaller dump cuts stacks earlier.",
  frame_limit: "A lower limit of frames cuts stacks earlier.",
  duration: "A longer recording sees more phases of the program.",
  samples: "Few samples make wide intervals.",
} as const;
export type ComparabilityRule = keyof typeof COMPARABILITY_TEXT;

/** Why a figure is missing, and what to record or drop. */
export const MISSING_TEXT = {
  "no-capture": "No capture on this side is of this kind: {{record}}",
  "not-unwound": "The stack dumps have not been followed: drop {{module}}.",
  "no-stacks": "{{file}} has no call chains: record with --call-graph dwarf,32768 (x86_64: also -g).",
  unnamed: "{{unnamedShare}} of the stacks end in {{module}}, which has no names: drop it.",
  "no-truncation-limit": "Nothing tells how many frames a stack can have: add a column limit.",
  "no-offset-column": "The harness has no column median_abs_pc_minus_entry: use the capture kit's.",
  "no-switches": "Nothing tells when threads were off the CPU: record with --switch-events.",
  "no-times": "The samples have no times or no threads: record with perf record's own defaults.",
  "too-few-samples": "There are too few samples: record for longer.",
  "no-code": "The instructions of {{module}} are not here: drop it.",
  "no-dumps": "Only stack dumps tell where a stack begins: record with --call-graph dwarf,65528.",
  "no-roots": "No stack was followed to its root: drop {{module}}, or record with --call-graph dwarf,65528.",
  "no-stack-bounds": "The harness has no columns sp, stack_lo and stack_hi: use the capture kit's.",
  "go-pprof-strips-roots":
    "Go's profiles leave out where a goroutine begins: record with perf, --call-graph dwarf,32768.",
} as const;
export type MissingReason = keyof typeof MISSING_TEXT;

/** What to record for a metric that no capture of a side has. */
export const RECORD_TEXT = {
  truncation_rate: "perf record -e cpu-clock -F 999 --call-graph dwarf,32768, or a pprof profile, or the harness.",
  incomplete_rate: "perf record -e cpu-clock -F 999 --call-graph dwarf,32768, and drop the binary.",
  call_site_error: "perf record -e cpu-clock -F 999 --call-graph dwarf,32768, and drop the binary.",
  stack_top_deviation: "perf record -e cpu-clock -F 999 --call-graph dwarf,65528, and drop the binary.",
  sampling_regularity: "perf record -e cpu-clock -F 999 --switch-events.",
  symbol_coverage: "perf record -e cpu-clock -F 999 --call-graph dwarf,32768.",
  profile_distance: "the same program under perf record or pprof on both sides, three times or more.",
  pc_offset: "the sampling harness, or a capture with its binary.",
} as const;

/** What is known to bend figures of SW64 captures beyond the rules of the capture check, each tested on the capture. */
export const ARTEFACT_TEXT = {
  "sw64-division":
    "{{leafShare}} of the samples are in runtime.udiv, because core3 has no integer divide. It moves the stack pointer without any table saying so: {{brokenShare}} of its stacks are not complete.",
  "sw64-no-return-register":
    "The samples lack register 26 (mask {{mask}}): where a function has not stored its return address, the caller is lost.",
  "sw64-frame-pointer-callers":
    "Chains by frame pointer leave the caller out wherever it is in register 26 only: in leaf functions, and before a function has stored it.",
  "sw64-system-stack":
    "{{switchShare}} of the stacks end where Go moves to a system stack (systemstack, mcall, morestack): what the goroutine called before is not in the dump.",
} as const;
export type ArtefactRule = keyof typeof ARTEFACT_TEXT;

/** What to change in a recording, by why its stacks end. */
export const ADVICE_TEXT = {
  "larger-limit":
    "raise the limit of frames (sysctl kernel.perf_event_max_stack=1024), or record stack dumps (--call-graph dwarf,32768)",
  "larger-dump": "record larger dumps (--call-graph dwarf,65528)",
  "perf-instead": "Go keeps no more frames in its profiles: record with perf, --call-graph dwarf,65528",
  "drop-binary": "drop {{module}} or its debug file: nothing tells how to unwind it",
  "stack-dumps": "record stack dumps (--call-graph dwarf,32768) instead of frame pointers",
  "right-binary": "check that the dropped {{module}} is the file that ran",
  "steadier-sampling": "sample cpu-clock at a lower rate, with larger buffers (-m)",
} as const;
export type Advice = keyof typeof ADVICE_TEXT;
