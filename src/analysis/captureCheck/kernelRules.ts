import type { PerfEvent } from "../../model/capture";
import { DUMPS, rateText, recordCommand } from "./command";
import { type CheckFacts, isSw64 } from "./facts";
import { type Limits, listed, type Rule, severityOf } from "./rule";
import { SW64_RULES } from "./sw64Rules";

const RECORD_SHARES: Limits = { told: 0, warning: 0.01, error: 0.1 };
const CHAIN_SHARES: Limits = { told: 0.001, warning: 0.01, error: 0.1 };
const ONE_FRAME_SHARES: Limits = { told: 0.5, warning: 0.5, error: 0.9 };
const UNENDED_SHARES: Limits = { told: 0.05, warning: 0.2, error: 1.1 };

/** Fewer chains than this say nothing about how they are made. */
const LEAST_CHAINS = 20;

/** What any Linux kernel did to the recording, or was not asked for. */
const LINUX_RULES: readonly Rule[] = [
  {
    id: "lost",
    check: (facts) => {
      if (facts.lost === 0) return null;
      const lostShare = facts.lost / (facts.lost + facts.samples);
      const severity = severityOf(lostShare, RECORD_SHARES) ?? "info";
      const command = recordCommand(facts, { options: ["-m 2048"] });
      return { severity, params: { lostCount: facts.lost, lostShare }, command };
    },
  },
  {
    id: "throttled",
    check: (facts) => {
      if (facts.throttled === 0) return null;
      const attr = facts.events[0]?.attr;
      const change = attr === undefined || attr === null ? {} : { rate: rateText(attr, 1 / 4) };
      return {
        severity: "warning",
        params: { throttledCount: facts.throttled },
        command: recordCommand(facts, change),
      };
    },
  },
  {
    id: "late",
    check: ({ late }) => (late === 0 ? null : { severity: "info", params: { lateCount: late }, command: null }),
  },
  {
    id: "killed",
    check: ({ recording }) => (recording.killed ? { severity: "warning", params: {}, command: null } : null),
  },
  {
    id: "no-build-ids",
    check: (facts) => {
      if (facts.files.length === 0 || facts.hasBuildIds) return null;
      return { severity: "warning", params: {}, command: withIds(facts) ?? recordCommand(facts, {}) };
    },
  },
  {
    id: "some-build-ids",
    check: (facts) => {
      const without = facts.files.filter(({ buildId }) => buildId === null);
      if (without.length === 0 || !facts.hasBuildIds) return null;
      return {
        severity: "info",
        params: { modules: listed(without.map(({ name }) => name)) },
        command: withIds(facts),
      };
    },
  },
  {
    id: "no-time",
    check: (facts) => {
      const without = facts.events.filter(({ attr }) => attr?.hasTime === false);
      if (without.length === 0) return null;
      const params = { events: listed(without.map(({ name }) => name)) };
      return { severity: "warning", params, command: recordCommand(facts, { options: ["-T"] }) };
    },
  },
  {
    id: "time-zero",
    check: ({ recording: { timeless } }) =>
      timeless === 0 ? null : { severity: "warning", params: { timelessCount: timeless }, command: null },
  },
  {
    id: "no-period",
    check: (facts) => {
      const without = facts.events.filter(({ attr }) => attr?.freq === true && !attr.hasPeriod);
      if (without.length === 0) return null;
      const params = { events: listed(without.map(({ name }) => name)) };
      return { severity: "info", params, command: recordCommand(facts, { options: ["-P"] }) };
    },
  },
  {
    id: "no-chains",
    check: (facts) => {
      const asked = facts.events.filter(({ attr }) => attr !== null);
      if (asked.length === 0 || asked.some(({ attr }) => attr?.callGraph !== "none")) return null;
      return { severity: "warning", params: {}, command: recordCommand(facts, {}) };
    },
  },
  {
    // sw64-frame-pointers says it where it is the kernel's doing
    id: "one-frame",
    check: (facts) => {
      if (isSw64(facts)) return null;
      const { user, oneUserFrame } = framePointerChains(facts);
      const oneFrameShare = user < LEAST_CHAINS ? 0 : oneUserFrame / user;
      const severity = severityOf(oneFrameShare, ONE_FRAME_SHARES);
      if (severity === null) return null;
      return { severity, params: { oneFrameShare }, command: recordCommand(facts, { graph: DUMPS }) };
    },
  },
  {
    id: "chain-limit",
    check: (facts) => {
      const { all, atLimit } = framePointerChains(facts);
      const limitShare = all === 0 ? 0 : atLimit / all;
      const severity = severityOf(limitShare, CHAIN_SHARES);
      return severity === null
        ? null
        : { severity, params: { limitShare }, command: "sysctl kernel.perf_event_max_stack=1024" };
    },
  },
  {
    // without -a the tracepoint does not fire on the foreign thread that ours comes after
    id: "off-cpu-unended",
    check: (facts) => {
      if (facts.offCpu === null) return null;
      const { unended, open, intervals } = facts.offCpu;
      const unendedShare = unended / Math.max(1, unended + open + intervals);
      const severity = severityOf(unendedShare, UNENDED_SHARES);
      if (severity === null) return null;
      return { severity, params: { unendedShare }, command: recordCommand(facts, { options: ["--switch-events"] }) };
    },
  },
  {
    id: "off-cpu-last-sample",
    check: (facts) => {
      if (facts.offCpu?.stacks !== "last-sample") return null;
      const change = { events: ["sched:sched_switch"], rate: "-c 1", options: ["--switch-events"] };
      return { severity: "info", params: {}, command: recordCommand(facts, change) };
    },
  },
  {
    id: "kernel-excluded",
    check: (facts) => {
      const { events, recording } = facts;
      const isChosen = /:[kuhGHpPSDWeb]*u[kuhGHpPSDWeb]*([,}\s]|$)/.test(recording.cmdline); // as in "cycles:u"
      if (isChosen || events.length === 0 || events.some(({ attr }) => attr?.excludeKernel !== true)) return null;
      return { severity: "info", params: {}, command: "sysctl kernel.perf_event_paranoid=1" };
    },
  },
  {
    id: "kernel-unmapped",
    check: ({ codes: { kernel, kernelUnmapped } }) => {
      if (kernel === 0 || kernelUnmapped < kernel) return null;
      return { severity: "warning", params: {}, command: "sysctl kernel.kptr_restrict=0" };
    },
  },
];

/** What the kernel's source says of a capture. It decides wherever the article says otherwise. */
export const KERNEL_RULES: readonly Rule[] = [...SW64_RULES, ...LINUX_RULES];

interface Chains {
  readonly all: number; // samples
  readonly user: number;
  readonly oneUserFrame: number;
  readonly atLimit: number;
}

function framePointerChains({ events }: CheckFacts): Chains {
  return events
    .filter((event): event is PerfEvent & { readonly chains: object } => event.chains !== null)
    .filter(({ attr }) => attr?.callGraph === "fp")
    .reduce(
      (sum, { samples, chains: { user, oneUserFrame, atLimit } }) => ({
        all: sum.all + samples,
        user: sum.user + user,
        oneUserFrame: sum.oneUserFrame + oneUserFrame,
        atLimit: sum.atLimit + atLimit,
      }),
      { all: 0, user: 0, oneUserFrame: 0, atLimit: 0 },
    );
}

/** MMAP2 records with build ids came with Linux 5.12. Null where there are none, or where they were asked for. */
function withIds(facts: CheckFacts): string | null {
  const { osRelease, cmdline } = facts.recording;
  const [, major = "0", minor = "0"] = /^(\d+)\.(\d+)/.exec(osRelease) ?? [];
  const isKnown = Number(major) > 5 || (Number(major) === 5 && Number(minor) >= 12);
  return isKnown && !cmdline.includes("--buildid-mmap") ? recordCommand(facts, { options: ["--buildid-mmap"] }) : null;
}
