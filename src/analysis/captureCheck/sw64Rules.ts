import type { PerfEvent } from "../../model/capture";
import { DUMPS, recordCommand } from "./command";
import { type CheckFacts, isSw64 } from "./facts";
import { type Hit, listed, type Rule } from "./rule";

/**
 * What SW64's kernel can and cannot record (arch/sw_64/kernel: perf_event.c, perf_event_c4.c, perf_callchain.c,
 * perf_regs.c). A capture that holds what that kernel refuses was recorded by another one.
 */
export const SW64_RULES: readonly Rule[] = [
  {
    // user chains stop at `sp < mm->start_stack`; goroutine and thread stacks lie above it
    id: "sw64-frame-pointers",
    check: (facts) => {
      const chains = facts.events.flatMap(({ attr, chains }) =>
        attr?.callGraph === "fp" && chains !== null ? [chains] : [],
      );
      if (!isSw64(facts) || chains.length === 0) return null;
      const user = chains.reduce((sum, { user }) => sum + user, 0);
      const oneFrame = chains.reduce((sum, { oneUserFrame }) => sum + oneUserFrame, 0);
      const oneFrameShare = user === 0 ? 0 : oneFrame / user;
      return { severity: "error", params: { oneFrameShare }, command: recordCommand(facts, { graph: DUMPS }) };
    },
  },
  {
    // EOPNOTSUPP in hw_perf_event_init
    id: "sw64-precise",
    check: (facts) => refused(facts, "error", ({ attr }) => (attr?.preciseIp ?? 0) > 0),
  },
  {
    // EINVAL; software events never come to that code
    id: "sw64-exclude-hv-guest",
    check: (facts) =>
      refused(facts, "warning", (event) => {
        return isHardware(event) && event.attr !== null && (event.attr.excludeHv || event.attr.excludeGuest);
      }),
  },
  {
    // `enum perf_event_sw64_regs` of the first kernels; their perf_get_regs_user answers ABI_NONE
    id: "sw64-36-registers",
    check: (facts) => {
      const mask = facts.events.find(({ attr }) => attr !== null && attr.regsUser >= 1n << 32n)?.attr?.regsUser;
      if (!isSw64(facts) || mask === undefined) return null;
      return { severity: "error", params: { mask: `0x${mask.toString(16)}` }, command: GO_CPU_PROFILE };
    },
  },
  {
    id: "sw64-no-branches",
    check: (facts) => {
      const impossible = facts.events.filter(({ type, attr }) => type === BREAKPOINT || attr?.hasBranches === true);
      if (!isSw64(facts) || impossible.length === 0) return null;
      const change = { events: ["minor-faults"], rate: "-c 1", graph: DUMPS, options: ["-d"] };
      const events = listed(impossible.map(({ name }) => name));
      return { severity: "warning", params: { events }, command: recordCommand(facts, change) };
    },
  },
  {
    // core3 counts cycles, instructions, cache references and branches on counter 0, both kinds of misses on 1
    id: "sw64-shared-counter",
    check: (facts) => {
      if (!isSw64(facts) || isCore4(facts)) return null;
      const generic = facts.events.filter(({ type }) => type === HARDWARE);
      const shared = CORE3_COUNTERS.map((configs) => generic.filter(({ config }) => configs.includes(config))).find(
        (events) => new Set(events.map(({ config }) => config)).size > 1,
      );
      if (shared === undefined) return null;
      const events = listed(shared.map(({ name }) => name));
      return { severity: "warning", params: { events }, command: recordCommand(facts, { ...CLOCK, graph: DUMPS }) };
    },
  },
  {
    id: "sw64-core4-sampling",
    check: (facts) => {
      const unable = facts.events.filter(({ type, config }) => isUnsampledOnCore4(type, config));
      if (!isSw64(facts) || !isCore4(facts) || unable.length === 0) return null;
      const events = listed(unable.map(({ name }) => name));
      return { severity: "error", params: { events }, command: recordCommand(facts, { ...CLOCK, graph: DUMPS }) };
    },
  },
  {
    // PERF_PMU_CAP_NO_NMI
    id: "sw64-no-nmi",
    check: (facts) => {
      const masked = facts.events.filter((event) => isHardware(event) && event.attr?.excludeKernel === false);
      if (!isSw64(facts) || masked.length === 0) return null;
      return { severity: "info", params: { events: listed(masked.map(({ name }) => name)) }, command: null };
    },
  },
  {
    // every instruction is one word of 4 bytes
    id: "sw64-unaligned",
    check: (facts) => {
      const { user, notOf4 } = facts.codes;
      if (!isSw64(facts) || notOf4 === 0) return null;
      const unalignedShare = notOf4 / user;
      const severity = unalignedShare >= 0.01 ? "error" : "warning";
      return { severity, params: { unalignedShare }, command: recordCommand(facts, { graph: DUMPS }) };
    },
  },
];

const GO_CPU_PROFILE = "curl -so cpu.pb.gz 'http://localhost:6060/debug/pprof/profile?seconds=30'";
const CLOCK = { events: ["cpu-clock"], rate: "-F 999" };

/** Events whose attr the kernel would have refused: recorded again by the clock. */
function refused(facts: CheckFacts, severity: Hit["severity"], isRefused: (event: PerfEvent) => boolean): Hit | null {
  const events = facts.events.filter(isRefused);
  if (!isSw64(facts) || events.length === 0) return null;
  const params = { events: listed(events.map(({ name }) => name)) };
  return { severity, params, command: recordCommand(facts, { ...CLOCK, graph: DUMPS }) };
}

// perf_event_attr.type and, of generic hardware events, .config (`enum perf_hw_id`)
const HARDWARE = 0;
const HW_CACHE = 3;
const RAW = 4;
const BREAKPOINT = 5;

function isHardware({ type }: PerfEvent): boolean {
  return type === HARDWARE || type === HW_CACHE || type === RAW;
}

/** Cycles, instructions, cache references, branches; cache misses, branch misses. */
const CORE3_COUNTERS: readonly (readonly bigint[])[] = [
  [0n, 1n, 2n, 4n],
  [3n, 5n],
];

/** Instructions, branches, branch misses. */
const UNSAMPLED_ON_CORE4: readonly bigint[] = [1n, 4n, 5n];
const L1I = 1n; // PERF_COUNT_HW_CACHE_L1I, the lowest byte of a cache event

function isUnsampledOnCore4(type: number, config: bigint): boolean {
  return type === HW_CACHE ? (config & 0xffn) === L1I : type === HARDWARE && UNSAMPLED_ON_CORE4.includes(config);
}

/** sw8a is the one core4 processor. Most files do not say which they were recorded on. */
function isCore4({ recording: { cpuDesc } }: CheckFacts): boolean {
  return /sw-?8a|core4/i.test(cpuDesc);
}
