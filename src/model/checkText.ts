/**
 * What the rules of the capture check say in English, in the report and on the page: what a finding means, and how to
 * record again. For a rule of the article: what the article says, and the kernel's verdict. A parameter's name ends in
 * what it is: `Share` is 0 to 1, `Count` a number, everything else text.
 */
export const CHECK_TEXT = {
  "sw64-frame-pointers": {
    means:
      "SW64's kernel ends a user call chain after one frame on goroutine and thread stacks: {{oneFrameShare}} of the user chains here have one frame. Longer ones are of the main thread, and a kernel without CONFIG_FRAME_POINTER guesses them from whatever on the stack looks like code.",
    again: "Record stack dumps instead of -g.",
  },
  "sw64-precise": {
    means:
      "{{events}} asks for precise sampling (:p). SW64's kernel refuses that, and a comment in its source says that trying may hang the machine: another kernel recorded this.",
    again: "On SW64 never add :p; sample cpu-clock.",
  },
  "sw64-exclude-hv-guest": {
    means:
      "{{events}} excludes the hypervisor or guests, as perf's :u does. SW64's kernel refuses that for hardware events: another kernel recorded this.",
    again: "On SW64 sample cpu-clock, which takes every modifier.",
  },
  "sw64-36-registers": {
    means:
      "The kernel has the old layout of 36 registers (mask {{mask}}). It has no stack pointer, and that kernel dumps neither registers nor stack: no callers can be found.",
    again: "Record on a kernel with the layout of 32 registers, or take Go's own CPU profile.",
  },
  "sw64-no-branches": {
    means:
      "{{events}} needs a branch stack or a hardware breakpoint. SW64 has neither, and no sampled data addresses: another machine recorded this.",
    again: "For the first store to each page record minor faults with their addresses.",
  },
  "sw64-shared-counter": {
    means:
      "{{events}} use the same one of core3's two counters: they took turns or were not counted, so they cannot be compared.",
    again: "Record one event of each counter at a time, or cpu-clock.",
  },
  "sw64-core4-sampling": {
    means: "core4 cannot sample {{events}}: only cycles, L1D, L2 and DTLB.",
    again: "Sample cpu-clock or cycles.",
  },
  "sw64-no-nmi": {
    means:
      "SW64's counters raise no interrupt that cannot be masked: samples of {{events}} in kernel code pile up where interrupts are enabled again.",
    again: "Read kernel functions that enable interrupts as “and what ran before with interrupts off”.",
  },
  "sw64-unaligned": {
    means:
      "{{unalignedShare}} of the distinct code addresses are no multiple of 4, where every SW64 instruction begins: these frames are not code.",
    again: "Chains guessed from stack words look like this: record stack dumps.",
  },
  lost: {
    means: "The kernel lost {{lostCount}} events, {{lostShare}} of all: what was busy then is counted too low.",
    again: "Use larger buffers (-m) or a lower rate.",
  },
  throttled: {
    means: "The kernel throttled sampling {{throttledCount}} times: busy moments are counted too low.",
    again: "Use a lower rate.",
  },
  late: {
    means: "{{lateCount}} records came later than perf sorts for, so perf script prints them out of order.",
    again: "Nothing to do: this page sorts the whole file.",
  },
  killed: {
    means: "perf record was killed before it finished: event names and build ids may be missing.",
    again: "Stop it with Ctrl-C or SIGINT.",
  },
  "no-build-ids": {
    means: "No file has a build id: binaries are paired by path or name, and one of another build gives wrong names.",
    again:
      "perf record leaves build ids out with -z, -B, -N and into a pipe; from Linux 5.12 on --buildid-mmap brings them anyway.",
  },
  "some-build-ids": {
    means: "Without a build id: {{modules}}. Paired by path or name only: make sure to drop the same build.",
    again:
      "Older perf writes ids of the files that were running, not of those that called; --buildid-mmap (from Linux 5.12 on) writes all that there are. The linker makes them: -Wl,--build-id in C, -ldflags=-B=0x$(git rev-parse HEAD) in Go before 1.24.",
  },
  "no-time": {
    means: "Samples of {{events}} have no time: no order, no time range, no series.",
    again: "Ask for it (-T).",
  },
  "time-zero": {
    means: "{{timelessCount}} samples have time 0 and are shown at the beginning.",
    again: "The capture is damaged or was made by another program than perf.",
  },
  "no-period": {
    means:
      "Samples of {{events}} do not say how much each stands for, though their rate varied: each weighs 1, so shares are of samples, not of time or events.",
    again: "Ask for periods (-P).",
  },
  "no-chains": {
    means: "No call chains were recorded: only the functions that were running, not who called them.",
    again: "Record with call chains.",
  },
  "one-frame": {
    means:
      "{{oneFrameShare}} of the user chains have a single frame: the program, or a library it was in, keeps no frame pointers.",
    again: "Record stack dumps, or build with -fno-omit-frame-pointer.",
  },
  "chain-limit": {
    means: "{{limitShare}} of the chains are as long as the limit allows: their outermost callers are missing.",
    again: "Raise the limit, then record again.",
  },
  "dumps-exhausted": {
    means: "{{exhaustedShare}} of the unwound stacks go on beyond what was dumped: their outer callers are missing.",
    again: "Dump more of the stack (65528 bytes are the most), at a lower rate.",
  },
  "off-cpu-unended": {
    means:
      "Of the times that a thread left a CPU, {{unendedShare}} have no return in the recording: the profile off-cpu leaves them out.",
    again: "Record switches of the threads too (--switch-events), or the whole machine (-a).",
  },
  "off-cpu-last-sample": {
    means:
      "The stacks of the profile off-cpu are those of each thread's last sample before it left the CPU: SWITCH records have none.",
    again: "Record sched:sched_switch too: its stacks are those at the switch.",
  },
  "kernel-excluded": {
    means:
      "The kernel's own code was not sampled (:u, or perf not run as root where kernel.perf_event_paranoid is 2 or more): time in system calls is missing.",
    again: "Run perf as root, or allow it and record again.",
  },
  "kernel-unmapped": {
    means: "perf could not see where the kernel lies (kernel.kptr_restrict): kernel frames stay without names.",
    again: "Run perf as root, or allow it and record again.",
  },
  "article-instruction-length": {
    means:
      "The article takes 8 bytes as the shortest instruction of SW64 line tables. {{oddShare}} of the distinct code addresses here are no multiple of 8.",
    again: "The instruction set decides: 4 bytes. Correct only line tables that were written with a wrong value.",
  },
  "article-frame-alignment": {
    means: "The article explains wrong stacks on SW64 by frame alignment and saved registers.",
    again:
      "The kernel decides: its chains end where the stack lies above the main thread's, whatever the alignment. In stack dumps gcc aligns frames to 16 bytes, and the rules of .eh_frame say where registers are saved.",
  },
  "article-page-frames": {
    means: "The article takes bits 47 to 14 of an SW64 page-table entry as the page frame.",
    again: "The kernel decides: the frame number begins at bit 28 (core3) or 24 (core4), and a page has 8 KiB.",
  },
} as const;

export type CheckRuleId = keyof typeof CHECK_TEXT;
