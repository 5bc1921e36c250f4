/**
 * What findings say in English, in the report and on the page. A parameter's name ends in what it is: `Share` is 0 to
 * 1, `Count` a number, `Bytes` a size, `Seconds` a time, everything else text.
 */
export const FINDING_TEXT = {
  fileFailed: "{{name}} could not be read: {{message}}",
  filesFailed: "{{fileCount}} files could not be read; the first is {{name}}: {{message}}",
  fileUnknown: "Left out: {{message}}",
  filesUnknown: "{{fileCount}} files are of no known kind and were left out; the first is {{name}}",
  filePartial: "{{name}} is damaged, parts left out: {{lossCount}}; the first: {{message}}",
  filesPartial: "{{fileCount}} files are damaged; the first is {{name}}: {{message}}",
  stageFailed: "{{name}}: a later step failed: {{message}}",
  stagesFailed: "A later step failed for {{fileCount}} files; the first is {{name}}: {{message}}",
  lost: "{{name}}: events lost by the kernel: {{lostCount}}, {{lostShare}} of all; record at a lower rate or with a larger buffer (perf record -m)",
  throttled:
    "{{name}}: the kernel throttled sampling ({{throttledCount}} ×), so busy moments are counted too low; record at a lower rate",
  withoutStack: "{{name}}: {{stacklessShare}} of the samples have no call stack",
  unnamed: "{{name}}: {{unnamedShare}} of the samples end in code without a name",
  unwindCut:
    "{{name}}: {{cutShare}} of the unwound stacks go on beyond what was dumped: record with --call-graph dwarf,{{bytes}}",
  unwindCutAtMost: "{{name}}: {{cutShare}} of the unwound stacks go on beyond the largest dump that there is",
  unwindMissing:
    "{{name}}: {{endShare}} of the stacks end in {{module}}: drop it (build id {{buildId}}) to find what called it",
  unwindMissingByName:
    "{{name}}: {{endShare}} of the stacks end in {{module}}: drop it (its build id is not known) to find what called it",
  unwindBroken:
    "{{name}}: {{endShare}} of the stacks break off in {{module}}: it may not be the file that ran, or its unwind tables are wrong",
  captureCheck:
    "{{name}} was recorded in a way that spoils it (serious findings: {{checkCount}}): the capture check in Captures says what and how to record again",
  nativeLive:
    "{{name}}: {{liveBytes}} of the C heap ({{blockCount}} blocks) were not freed before the recording ended, {{siteShare}} of it from {{allocator}} in {{func}}",
  nodeExhausted:
    "NUMA node {{node}} has {{freeBytes}} free, used up in {{leftSeconds}} at this rate (95 %: {{soonSeconds}} to {{lateSeconds}}): from then on its memory comes from page cache given back and from other nodes",
  nodeAmplified:
    "{{name}}: memory on NUMA node {{node}} grows {{factor}} times as fast as on node {{controlNode}} (95 %: {{low}} to {{high}})",
  nodeAmplifiedOver:
    "{{name}}: memory on NUMA node {{node}} grows {{factor}} times as fast as on node {{controlNode}} of {{control}} (95 %: {{low}} to {{high}})",
  nativeDoubleFree:
    "{{name}}: {{doubleCount}} frees of C blocks that had been freed before, or that a function without a probe had handed out since",
  nativeNeverHit:
    "{{name}}: no probe on malloc was ever hit: the program brings another allocator (jemalloc, tcmalloc, a static libc); probe that one",
  nativeUnusable:
    "{{name}}: the probes on malloc cannot be replayed: each function needs its arguments and a return probe with the block's address",
  spansLeakingHeld:
    "{{name}}: {{spanCount}} spans of Go's heap ({{leakBytes}}) look like a leak: they have survived three collections or more and their size classes keep growing; most of what lies there are objects made by {{func}}",
  spansLeaking:
    "{{name}}: {{spanCount}} spans of Go's heap ({{leakBytes}}) look like a leak: they have survived three collections or more and their size classes keep growing; drop a heap profile or heap dump to see who holds them",
  spansHeld:
    "{{name}}: {{spanCount}} spans of Go's heap ({{liveBytes}}) were never freed; most of what lies in their size classes are objects made by {{func}} ({{heldBytes}})",
  spansOpened:
    "{{name}}: {{spanCount}} spans of Go's heap ({{liveBytes}}) were never freed; most were opened under {{func}}, which only needed the next span and need not be who holds it: drop a heap profile to see who does",
  spansNoFree: "{{name}}: no probe on freeSpanLocked that can be read, so every span looks as if it was never freed",
  kernelUnnamed: "Drop /proc/kallsyms, read as root on that machine, to name {{moreShare}} more of the sampled frames",
  kernelHidden:
    "The kernel hid the addresses in {{name}}: copy /proc/kallsyms again as root to name {{moreShare}} more of the sampled frames",
  dropModule: "Drop {{module}} (build id {{buildId}}) to name {{moreShare}} more of the sampled frames",
  dropModuleByName: "Drop {{module}} (its build id is not known) to name {{moreShare}} more of the sampled frames",
  stillUnnamed:
    "{{module}} is there but leaves {{moreShare}} of the sampled frames without a name: drop its debug file or the binary before stripping",
  weakMatch:
    "{{module}} was paired with {{name}} by its {{rule}} only, not by build id: if it is another build, names are wrong",
  goroutinesLeaking:
    "{{program}}: goroutines created by {{func}} are leaking ({{reason}}), {{rate}}, {{firstCount}} at first, {{lastCount}} at last",
  goroutinesLeakingIn:
    "{{program}}: goroutines in {{func}} are leaking ({{reason}}), {{rate}}, {{firstCount}} at first, {{lastCount}} at last; add one goroutine?debug=2 to learn who creates them",
  goroutinesSuspected:
    "{{program}}: goroutines created by {{func}} may be leaking ({{reason}}), {{rate}}, {{lastCount}} at last{{advice}}",
  goroutinesSuspectedIn:
    "{{program}}: goroutines in {{func}} may be leaking ({{reason}}), {{rate}}, {{lastCount}} at last{{advice}}",
  goroutinesHeap:
    "{{program}}: {{descriptorShare}} of the heap's growth are the descriptors of leaking goroutines (runtime.malg); the stack of each, 2 KiB or more, comes on top and is in no heap profile",
  goroutinesHeapCreated:
    "{{program}}: the heap grows with the leaking goroutines: {{descriptorShare}} of its growth are their descriptors (runtime.malg), {{creatorShare}} is what {{func}} makes for them; the stack of each, 2 KiB or more, comes on top and is in no heap profile",
  goroutinesMarked:
    "{{program}}: {{leakedCount}} goroutines can never be woken (found by a leak-finding GC), most of them of {{func}}",
  heapDumpHolder: "{{name}}: {{root}} alone holds {{heldBytes}}, {{heldShare}} of the heap",
  heapDumpCut:
    "{{name}} is cut before its roots (global variables, stacks): it says which objects hold which, not what holds these",
  goroutinesNone:
    "{{program}}: no group of goroutines grows like a leak over {{pointCount}} points in time ({{lastCount}} at last)",
  goroutinesTooFewPoints:
    "{{program}}: {{lastCount}} goroutines; points in time: {{pointCount}}, too few for a verdict, {{neededCount}} or more decide",
  deviationTruncated:
    "{{differenceShare}} more of the stacks are cut on the candidate's side than on the baseline's ({{candidateShare}} against {{baselineShare}}, {{source}}){{cause}}",
  deviationIncomplete:
    "{{differenceShare}} more of the stacks do not reach a root on the candidate's side ({{candidateShare}} against {{baselineShare}}, {{source}}){{cause}}",
  deviationOff:
    "{{metric}} is distinguishably worse on the candidate's side: {{candidateFigure}} against {{baselineFigure}} ({{source}}){{cause}}",
  deviationComparable:
    "Sampling on both sides cannot be told apart in what these captures measure (headline metrics compared: {{metricCount}})",
  deviationUnclear:
    "Whether sampling differs between the sides cannot be told from these captures: record longer, or each side three times",
  deviationUnlike:
    "The two sides were not recorded alike: {{rule}} is {{baseline}} on the one and {{candidate}} on the other ({{source}}); figures that depend on it compare recordings, not machines",
} as const;
