/** What the overview says, by Finding.key. Those of src/analysis/findings/templates.ts are the report's own words. */
export const findings = {
  growthTooFewPoints:
    "{{program}}: {{points}} points of {{sampleType}} are too few for a verdict on growth; {{needed}} or more decide, each after its own GC (?gc=1)",
  growthNone:
    "{{program}}: no call site of {{sampleType}} grows like a leak over {{points}} points (total: {{verdict}})",
  growthTotalLeaking: "{{program}}: {{sampleType}} is leaking, {{rate}}{{advice}}",
  growthTotalSuspected: "{{program}}: {{sampleType}} may be leaking, {{rate}}{{advice}}",
  growthSiteLeaking:
    "{{program}}: {{func}} {{place}} is leaking {{sampleType}}, {{rate}}, {{growthShare}} of the growth{{advice}}",
  growthSiteSuspected:
    "{{program}}: {{func}} {{place}} may be leaking {{sampleType}}, {{rate}}, {{growthShare}} of the growth{{advice}}",
  fileFailed: "{{name}} could not be read: {{message}}",
  filesFailed: "{{fileCount}} files could not be read; the first is {{name}}: {{message}}",
  fileUnknown: "{{name}} is of no known kind and was left out",
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
  kernelUnnamed: "Drop /proc/kallsyms, read as root on that machine, to name {{moreShare}} more of the sampled frames",
  kernelHidden:
    "The kernel hid the addresses in {{name}}: copy /proc/kallsyms again as root to name {{moreShare}} more of the sampled frames",
  dropModule: "Drop {{module}} (build id {{buildId}}) to name {{moreShare}} more of the sampled frames",
  dropModuleByName: "Drop {{module}} (its build id is not known) to name {{moreShare}} more of the sampled frames",
  stillUnnamed:
    "{{module}} is there but leaves {{moreShare}} of the sampled frames without a name: drop its debug file or the binary before stripping",
  weakMatch:
    "{{module}} was paired with {{name}} by its {{rule}} only, not by build id: if it is another build, names are wrong",
  words: {
    hour: "{{slope}} per hour (95 %: {{low}} to {{high}})",
    point: "{{slope}} per profile (95 %: {{low}} to {{high}})",
    advicePoints: "; 10 or more points would decide, each after its own GC (?gc=1)",
    adviceShape: "; it may be a cache that fills, a longer series would decide",
    adviceSites: "; no single call site leaks, a longer series would decide",
    verdicts: {
      leaking: "leaking",
      suspected: "suspected",
      "growing-then-flat": "grew, then flat",
      sawtooth: "sawtooth",
      flat: "flat",
      "too-few-points": "too few points",
    },
    severities: { error: "Serious", warning: "Warning", info: "Note" },
    rules: { path: "path", layout: "layout", name: "name" },
  },
} as const;
