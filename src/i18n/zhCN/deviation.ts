import type { Translation } from "../catalog";
import type { deviation as english } from "../en/deviation";

export const deviation: Translation<typeof english> = {
  comparability: {
    arch: "处理器：要比较的正是它。",
    go_version: "Go 的版本决定剖析保留多少帧，以及运行时如何回溯栈。",
    build_flags: "编译选项决定哪些函数被内联，因此也决定帧数和热点函数。",
    event: "事件不同，热点就不同：仅此一点就会使函数占比不同。",
    rate: "采样频率不同，丢失的样本和样本间隔的波动也不同。",
    call_graph: "帧指针和栈转储丢失栈的原因不同。",
    dump_size: "转储越小，栈越早被截断。",
    frame_limit: "帧数上限越低，栈越早被截断。",
    duration: "采集时间越长，看到的程序阶段越多。",
    samples: "样本少，区间就宽。",
  },
  missing: {
    "no-capture": "这一侧没有此类采集：{{record}}",
    "not-unwound": "尚未沿栈转储回溯：请拖入 {{module}}。",
    "no-stacks": "{{file}} 没有调用链：请用 --call-graph dwarf,32768 采集（x86_64 也可用 -g）。",
    unnamed: "{{unnamedShare}} 的栈止于没有名称的 {{module}}：请拖入该文件。",
    "no-truncation-limit": "无从得知一个栈最多有多少帧：请增加 limit 列。",
    "no-offset-column": "实验数据没有 median_abs_pc_minus_entry 列：请使用采集工具包中的程序。",
    "no-switches": "无从得知线程何时不在 CPU 上：请加 --switch-events 采集。",
    "no-times": "样本没有时间或线程：请按 perf record 的默认设置采集。",
    "too-few-samples": "样本太少：请采集更长时间。",
    "no-code": "这里没有 {{module}} 的指令：请拖入该文件。",
    "no-dumps": "只有栈转储能说明栈从何处开始：请用 --call-graph dwarf,65528 采集。",
    "no-roots": "没有一个栈回溯到根：请拖入 {{module}}，或用 --call-graph dwarf,65528 采集。",
    "no-stack-bounds": "实验数据没有 sp、stack_lo 和 stack_hi 列：请使用采集工具包中的程序。",
    "go-pprof-strips-roots": "Go 的剖析不记录 goroutine 从何处开始：请用 perf 以 --call-graph dwarf,32768 采集。",
  },
  record: {
    truncation_rate: "perf record -e cpu-clock -F 999 --call-graph dwarf,32768，或 pprof 剖析，或采样实验程序。",
    incomplete_rate: "perf record -e cpu-clock -F 999 --call-graph dwarf,32768，并拖入可执行文件。",
    call_site_error: "perf record -e cpu-clock -F 999 --call-graph dwarf,32768，并拖入可执行文件。",
    stack_top_deviation: "perf record -e cpu-clock -F 999 --call-graph dwarf,65528，并拖入可执行文件。",
    sampling_regularity: "perf record -e cpu-clock -F 999 --switch-events。",
    symbol_coverage: "perf record -e cpu-clock -F 999 --call-graph dwarf,32768。",
    profile_distance: "两侧对同一程序各用 perf record 或 pprof 采集三次以上。",
    pc_offset: "采样实验程序，或采集文件连同其可执行文件。",
  },
  artefacts: {
    "sw64-division":
      "{{leafShare}} 的样本在 runtime.udiv 中，因为 core3 没有整数除法指令。它移动栈指针而没有任何表记录：其中 {{brokenShare}} 的栈不完整。",
    "sw64-no-return-register": "样本中没有 26 号寄存器（掩码 {{mask}}）：函数尚未保存返回地址时，其调用者就丢失了。",
    "sw64-frame-pointer-callers":
      "返回地址只在 26 号寄存器中时（叶函数，或函数尚未保存它之前），按帧指针得到的调用链会漏掉调用者。",
    "sw64-system-stack":
      "{{switchShare}} 的栈止于 Go 切换到系统栈之处（systemstack、mcall、morestack）：goroutine 在此之前的调用不在转储中。",
  },
  advice: {
    "larger-limit": "提高帧数上限（sysctl kernel.perf_event_max_stack=1024），或采集栈转储（--call-graph dwarf,32768）",
    "larger-dump": "采集更大的转储（--call-graph dwarf,65528）",
    "perf-instead": "Go 的剖析不会保留更多帧：请用 perf 以 --call-graph dwarf,65528 采集",
    "drop-binary": "拖入 {{module}} 或其调试文件：现在无从得知如何回溯它",
    "stack-dumps": "采集栈转储（--call-graph dwarf,32768），不要用帧指针",
    "right-binary": "确认拖入的 {{module}} 就是当时运行的文件",
    "steadier-sampling": "以较低频率采样 cpu-clock，并使用更大的缓冲区（-m）",
  },
};
