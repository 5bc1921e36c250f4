import { describe, expect, it } from "vitest";
import { CHECK_TEXT, type CheckRuleId } from "../../model/checkText";
import { ARTICLE_RULES } from "./articleRules";
import { checkCapture } from "./check";
import { recordCommand } from "./command";
import { CLEAN, CLEAN_SW64, dumped, exampleEvent, withChains } from "./examples";
import type { CheckFacts } from "./facts";
import { KERNEL_RULES } from "./kernelRules";

const { recording } = CLEAN;
const offCpu = { stacks: "sched_switch", intervals: 100, totalNs: 1e9, unended: 0, open: 2, openNs: 1e6 } as const;
const hardware = { type: 0, config: 0n, name: "cycles" };

/** A recording per rule that has what the rule is about and nothing else. */
const CASES: Readonly<Record<CheckRuleId, CheckFacts>> = {
  "sw64-frame-pointers": { ...CLEAN_SW64, events: [withChains({ oneUserFrame: 880 })] },
  "sw64-precise": { ...CLEAN_SW64, events: [dumped({}, { preciseIp: 2 })] },
  "sw64-exclude-hv-guest": {
    ...CLEAN_SW64,
    recording: { ...recording, cmdline: "perf record -e cycles:u" },
    events: [dumped(hardware, { excludeKernel: true, excludeHv: true, excludeGuest: false })],
  },
  "sw64-36-registers": { ...CLEAN_SW64, events: [dumped({}, { regsUser: 0xf_ffff_ffffn })] },
  "sw64-no-branches": { ...CLEAN_SW64, events: [dumped({ type: 5, name: "mem:0x1000:w" })] },
  "sw64-shared-counter": {
    ...CLEAN_SW64,
    recording: { ...recording, cmdline: "perf record -e cycles:u,instructions:u" },
    events: [hardware, { ...hardware, config: 1n, name: "instructions" }].map((event) =>
      dumped(event, { excludeKernel: true, excludeGuest: false }),
    ),
  },
  "sw64-core4-sampling": {
    ...CLEAN_SW64,
    recording: { ...recording, cpuDesc: "sw8a", cmdline: "perf record -e instructions:u" },
    events: [dumped({ ...hardware, config: 1n }, { excludeKernel: true, excludeGuest: false })],
  },
  "sw64-no-nmi": { ...CLEAN_SW64, events: [dumped(hardware, { excludeGuest: false })] },
  "sw64-unaligned": { ...CLEAN_SW64, codes: { ...CLEAN_SW64.codes, notOf4: 5 } },
  lost: { ...CLEAN, lost: 250 },
  throttled: { ...CLEAN, throttled: 7 },
  late: { ...CLEAN, late: 3 },
  killed: { ...CLEAN, recording: { ...recording, killed: true } },
  "no-build-ids": { ...CLEAN, files: [{ name: "leakd", buildId: null }], hasBuildIds: false },
  "some-build-ids": { ...CLEAN, files: [...CLEAN.files, { name: "libold.so", buildId: null }] },
  "no-time": { ...CLEAN, events: [exampleEvent({}, { hasTime: false })] },
  "time-zero": { ...CLEAN, recording: { ...recording, timeless: 2 } },
  "no-period": { ...CLEAN, events: [exampleEvent({}, { hasPeriod: false })] },
  "no-chains": { ...CLEAN, events: [exampleEvent({}, { callGraph: "none" })] },
  "one-frame": { ...CLEAN, events: [withChains({ oneUserFrame: 600 })] },
  "chain-limit": { ...CLEAN, events: [withChains({ atLimit: 20 })] },
  "dumps-exhausted": { ...CLEAN, events: [dumped()], dumps: { unwound: 900, exhausted: 30 } },
  "off-cpu-unended": { ...CLEAN, offCpu: { ...offCpu, unended: 40 } },
  "off-cpu-last-sample": { ...CLEAN, offCpu: { ...offCpu, stacks: "last-sample" } },
  "kernel-excluded": { ...CLEAN, events: [exampleEvent({}, { excludeKernel: true })] },
  "kernel-unmapped": { ...CLEAN, codes: { ...CLEAN.codes, kernelUnmapped: 50 } },
  "article-instruction-length": { ...CLEAN_SW64, codes: { ...CLEAN_SW64.codes, notOf8: 260 } },
  "article-frame-alignment": { ...CLEAN_SW64, events: [withChains({})] },
  "article-page-frames": { ...CLEAN_SW64, events: [dumped({}, { hasPhysAddr: true })] },
};

const rulesOf = (facts: CheckFacts) => checkCapture(facts).map(({ rule }) => rule);

it("says nothing of a clean recording, on either architecture", () => {
  expect(checkCapture(CLEAN)).toEqual([]);
  expect(checkCapture(CLEAN_SW64)).toEqual([]);
  expect(checkCapture({ ...CLEAN, offCpu })).toEqual([]);
});

describe.each(Object.entries(CASES) as [CheckRuleId, CheckFacts][])("%s", (id, facts) => {
  it("fires for a recording that has it, alone", () => {
    // an SW64 chain by frame pointers is a matter of both tables
    const both: readonly CheckRuleId[] = ["sw64-frame-pointers", "article-frame-alignment"];
    expect(rulesOf(facts)).toEqual(both.includes(id) ? both : [id]);
  });

  it("says what it means with every figure filled in", () => {
    for (const { message } of checkCapture(facts)) expect(message).not.toMatch(/\{\{|undefined|NaN/);
  });

  it("is no matter of the other architecture", () => {
    const isOfSw64 = id.startsWith("sw64-") || id.startsWith("article-");
    if (isOfSw64) expect(rulesOf({ ...facts, arch: "x86_64" })).not.toContain(id);
    else if (id !== "one-frame") expect(rulesOf({ ...facts, arch: "sw_64" })).toContain(id);
  });
});

it("every sentence has its rule, and every rule is in one of the two tables", () => {
  const ids = [...KERNEL_RULES, ...ARTICLE_RULES].map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  expect([...ids].sort()).toEqual(Object.keys(CHECK_TEXT).sort());
});

it("puts the worst first and the article's last, marked as such", () => {
  const facts = { ...CLEAN_SW64, events: [withChains({ atLimit: 20 })], late: 1, lost: 1 };
  expect(checkCapture(facts).map(({ rule, source, severity }) => [rule, source, severity])).toEqual([
    ["sw64-frame-pointers", "kernel", "error"],
    ["chain-limit", "kernel", "warning"],
    ["lost", "kernel", "info"],
    ["late", "kernel", "info"],
    ["article-frame-alignment", "article", "info"],
  ]);
});

it("measures shares on the recording", () => {
  const [frames] = checkCapture(CASES["sw64-frame-pointers"]);
  expect(frames?.params["oneFrameShare"]).toBeCloseTo(880 / 900);
  const [lost] = checkCapture(CASES.lost);
  expect(lost?.params["lostShare"]).toBeCloseTo(0.2);
  expect(lost?.severity).toBe("error");
});

it("never takes one frame for a fault where there are few chains, or where stacks were dumped", () => {
  expect(rulesOf({ ...CLEAN, events: [withChains({ user: 10, oneUserFrame: 10 })] })).toEqual([]);
  expect(rulesOf({ ...CLEAN, events: [{ ...withChains({ atLimit: 1 }), samples: 19 }] })).toEqual([]);
  expect(rulesOf({ ...CLEAN, events: [dumped({ chains: { user: 900, oneUserFrame: 900, atLimit: 0 } })] })).toEqual([]);
});

it("does not ask for what was chosen: no kernel by :u", () => {
  const facts = CASES["kernel-excluded"];
  for (const cmdline of ["perf record -e cpu-clock:u ./x", "perf record -e cycles:uP,faults ./x"])
    expect(rulesOf({ ...facts, recording: { ...recording, cmdline } })).toEqual([]);
  expect(rulesOf({ ...facts, recording: { ...recording, cmdline: "perf record ./x:update" } })).toEqual([
    "kernel-excluded",
  ]);
});

describe("the command to record again", () => {
  it("repeats events, rate, call graph and target of the capture", () => {
    expect(recordCommand(CLEAN, {})).toBe("perf record -e cpu-clock -F 999 -g -p PID -- sleep 30");
    const cmdline = "perf record -a -c 1 -e kmem:mm_page_alloc";
    const events = [dumped({ name: "kmem:mm_page_alloc" }, { freq: false, samplePeriod: 1, stackUser: 8192 })];
    expect(recordCommand({ ...CLEAN, recording: { ...recording, cmdline }, events }, { options: ["-m 2048"] })).toBe(
      "perf record -e kmem:mm_page_alloc -c 1 --call-graph dwarf,8192 -m 2048 -a -- sleep 30",
    );
  });

  it("leaves the rate to perf where events had different ones: a frequency would skip switches", () => {
    const switches = exampleEvent({ name: "sched:sched_switch" }, { freq: false, samplePeriod: 1 });
    expect(recordCommand({ ...CLEAN, events: [exampleEvent(), switches] }, {})).toBe(
      "perf record -e cpu-clock,sched:sched_switch -g -p PID -- sleep 30",
    );
  });

  it("takes stack dumps on SW64, a lower rate after throttling, and build ids where the kernel knows how", () => {
    const commandOf = (id: CheckRuleId) => checkCapture(CASES[id])[0]?.command;
    const again = "perf record -e cpu-clock -F 999 --call-graph dwarf,32768 -p PID -- sleep 30";
    expect(commandOf("sw64-frame-pointers")).toBe(again);
    expect(commandOf("sw64-shared-counter")).toBe(again);
    expect(commandOf("throttled")).toContain("-F 249 ");
    expect(commandOf("no-build-ids")).toContain("--buildid-mmap");
    const old = { ...CASES["no-build-ids"], recording: { ...recording, osRelease: "4.19.90" } };
    expect(checkCapture(old)[0]?.command).not.toContain("--buildid-mmap");
  });

  it("asks for larger dumps, until there are none", () => {
    const facts = CASES["dumps-exhausted"];
    const ofBytes = (stackUser: number) =>
      checkCapture({ ...facts, events: [dumped({}, { stackUser })] }).map(({ command }) => command);
    expect(ofBytes(8192)).toEqual(["perf record -e cpu-clock -F 999 --call-graph dwarf,32768 -p PID -- sleep 30"]);
    expect(ofBytes(32768)).toEqual(["perf record -e cpu-clock -F 999 --call-graph dwarf,65528 -p PID -- sleep 30"]);
    expect(ofBytes(65528)).toEqual([null]);
  });

  it("puts no name into a shell that could be more than a name", () => {
    for (const name of ["$(reboot)", "a;b", "probe:x y", "-o", "x'y", "`id`", "a:b:c", "cpu/event=1/"])
      expect(recordCommand({ ...CLEAN, events: [exampleEvent({ name })] }, {})).toContain(" -e cpu-clock ");
    expect(recordCommand({ ...CLEAN, events: [exampleEvent({ name: "libc_base:malloc__return" })] }, {})).toContain(
      " -e libc_base:malloc__return ",
    );
  });
});
