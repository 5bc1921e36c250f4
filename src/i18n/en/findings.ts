import { FINDING_TEXT } from "../../model/findingText";

/** What the overview says, by Finding.key. */
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
  ...FINDING_TEXT,
  words: {
    calledBy: "called by {{func}}",
    hour: "{{slope}} per hour (95 %: {{low}} to {{high}})",
    point: "{{slope}} per profile (95 %: {{low}} to {{high}})",
    advicePoints: "; 10 or more points would decide, each after its own GC (?gc=1)",
    adviceShape: "; it may be a cache that fills, a longer series would decide",
    adviceGoroutinePoints: "; 10 or more profiles would decide",
    adviceGoroutineShape: "; it may be a pool that fills, a longer series would decide",
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
