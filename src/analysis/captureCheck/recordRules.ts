import { rateText, recordCommand } from "./command";
import type { CheckFacts } from "./facts";
import { type Limits, listed, type Rule, severityOf } from "./rule";

const LOST_SHARES: Limits = { told: 0, warning: 0.01, error: 0.1 };

/** What any Linux kernel or perf left out, or was not asked for. */
export const RECORD_RULES: readonly Rule[] = [
  {
    id: "lost",
    check: (facts) => {
      if (facts.lost === 0) return null;
      const lostShare = facts.lost / (facts.lost + facts.samples);
      const severity = severityOf(lostShare, LOST_SHARES) ?? "info";
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

/** MMAP2 records with build ids came with Linux 5.12. Null where there are none, or where they were asked for. */
function withIds(facts: CheckFacts): string | null {
  const { osRelease, cmdline } = facts.recording;
  const [, major = "0", minor = "0"] = /^(\d+)\.(\d+)/.exec(osRelease) ?? [];
  const isKnown = Number(major) > 5 || (Number(major) === 5 && Number(minor) >= 12);
  return isKnown && !cmdline.includes("--buildid-mmap") ? recordCommand(facts, { options: ["--buildid-mmap"] }) : null;
}
