import type { ChainCounts, PerfAttr, PerfEvent } from "../../model/capture";
import type { CheckFacts } from "./facts";

/** Facts of recordings for tests. */

export const CLOCK_ATTR: PerfAttr = {
  samplePeriod: 999,
  freq: true,
  preciseIp: 0,
  excludeKernel: false,
  excludeHv: false,
  excludeGuest: true,
  callGraph: "fp",
  stackUser: 0,
  regsUser: 0n,
  maxStack: 0,
  hasTime: true,
  hasPeriod: true,
  hasBranches: false,
  hasPhysAddr: false,
};

const DUMP_ATTR: PerfAttr = {
  ...CLOCK_ATTR,
  callGraph: "dwarf",
  stackUser: 32768,
  regsUser: 0xffff_ffffn,
};

/** 1,000 samples of cpu-clock with these changes. */
export function exampleEvent(change: Partial<PerfEvent> = {}, attr: Partial<PerfAttr> = {}): PerfEvent {
  return {
    name: "cpu-clock",
    type: 1,
    config: 0n,
    samples: 1000,
    values: 1000,
    periodTotal: 1000n,
    attr: { ...CLOCK_ATTR, ...attr },
    chains: { user: 900, oneUserFrame: 10, atLimit: 0 },
    ...change,
  };
}

/** An x86_64 recording that nothing is to be said of. */
export const CLEAN: CheckFacts = {
  arch: "x86_64",
  recording: {
    cmdline: "/usr/bin/perf record -e cpu-clock -F 999 -g ./leakd",
    osRelease: "6.1.0",
    cpuDesc: "a processor",
    killed: false,
    timeless: 0,
  },
  lost: 0,
  throttled: 0,
  late: 0,
  events: [exampleEvent()],
  samples: 1000,
  offCpu: null,
  dumps: { unwound: 0, exhausted: 0 },
  codes: { user: 500, notOf4: 300, notOf8: 100, kernel: 50, kernelUnmapped: 0 },
  files: [{ name: "leakd", buildId: "aa" }],
  hasBuildIds: true,
};

/** An SW64 recording that nothing is to be said of: clock, stack dumps, the newer layout of registers. */
export const CLEAN_SW64: CheckFacts = {
  ...CLEAN,
  arch: "sw_64",
  recording: { ...CLEAN.recording, osRelease: "4.19.90", cpuDesc: "" },
  events: [dumped()],
  codes: { user: 500, notOf4: 0, notOf8: 0, kernel: 50, kernelUnmapped: 0 },
};

/** An event recorded with stack dumps. */
export function dumped(change: Partial<PerfEvent> = {}, attr: Partial<PerfAttr> = {}): PerfEvent {
  return exampleEvent(change, { ...DUMP_ATTR, ...attr });
}

export function withChains(chains: Partial<ChainCounts>): PerfEvent {
  return exampleEvent({ chains: { user: 900, oneUserFrame: 10, atLimit: 0, ...chains } });
}
