import type { PerfEvent } from "../../model/capture";
import { DUMPS, MOST_DUMP_BYTES, recordCommand } from "./command";
import { type CheckFacts, isSw64 } from "./facts";
import { type Limits, type Rule, severityOf } from "./rule";

const CHAIN_SHARES: Limits = { told: 0.001, warning: 0.01, error: 0.1 };
const ONE_FRAME_SHARES: Limits = { told: 0.5, warning: 0.5, error: 0.9 };
const UNENDED_SHARES: Limits = { told: 0.05, warning: 0.2, error: 1.1 };

/** Fewer chains than this say nothing about how they are made. */
const LEAST_CHAINS = 20;

/** Whether the stacks are whole, of any Linux kernel. */
export const STACK_RULES: readonly Rule[] = [
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
      const limitShare = all < LEAST_CHAINS ? 0 : atLimit / all;
      const severity = severityOf(limitShare, CHAIN_SHARES);
      return severity === null
        ? null
        : { severity, params: { limitShare }, command: "sysctl kernel.perf_event_max_stack=1024" };
    },
  },
  {
    // a full dump says nothing: behind a goroutine's stack lies other memory, which is copied too
    id: "dumps-exhausted",
    check: (facts) => {
      const { unwound, exhausted } = facts.dumps;
      const exhaustedShare = unwound === 0 ? 0 : exhausted / unwound;
      const severity = severityOf(exhaustedShare, CHAIN_SHARES);
      if (severity === null) return null;
      return { severity, params: { exhaustedShare }, command: withLargerDumps(facts) };
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
];

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

/** Null where the dumps were the largest that there are. */
function withLargerDumps(facts: CheckFacts): string | null {
  const asked = Math.max(...facts.events.map(({ attr }) => attr?.stackUser ?? 0));
  if (asked >= MOST_DUMP_BYTES) return null;
  return recordCommand(facts, { graph: `--call-graph dwarf,${Math.min(MOST_DUMP_BYTES, Math.max(32768, asked * 2))}` });
}
