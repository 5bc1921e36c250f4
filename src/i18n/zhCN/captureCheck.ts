import type { Translation } from "../catalog";
import type { captureCheck as english } from "../en/captureCheck";

export const captureCheck: Translation<typeof english> = {
  title: "采集检查",
  errors: "严重 {{number}} 项",
  warnings: "警告 {{number}} 项",
  infos: "提示 {{number}} 项",
  article: "论文",
  rules: {
    "sw64-frame-pointers": {
      means:
        "SW64 内核在 goroutine 栈和线程栈上只取一帧就结束用户态调用链：本次采集中 {{oneFrameShare}} 的用户态调用链只有一帧。更长的链都来自主线程；未启用 CONFIG_FRAME_POINTER 的内核还会把栈上看似代码的值当作返回地址。",
      again: "请改为采集栈转储，不要用 -g。",
    },
    "sw64-precise": {
      means: "{{events}} 要求精确采样（:p）。SW64 内核会拒绝，其源码注释还说尝试会使机器挂起：本文件应由其他内核采集。",
      again: "在 SW64 上切勿加 :p，请采样 cpu-clock。",
    },
    "sw64-exclude-hv-guest": {
      means:
        "{{events}} 排除了虚拟机监控程序或客户机（perf 的 :u 即如此）。SW64 内核对硬件事件会拒绝：本文件应由其他内核采集。",
      again: "在 SW64 上请采样 cpu-clock，它接受所有修饰符。",
    },
    "sw64-36-registers": {
      means:
        "内核采用旧的 36 寄存器布局（掩码 {{mask}}），其中没有栈指针，而且该内核既不转储寄存器也不转储栈：无法得到调用者。",
      again: "请在采用 32 寄存器布局的内核上采集，或使用 Go 自带的 CPU 剖析。",
    },
    "sw64-no-branches": {
      means: "{{events}} 需要分支栈或硬件断点。SW64 两者都没有，也不采样数据地址：本文件应由其他机器采集。",
      again: "要了解每页的首次写入，请采集带地址的 minor-faults。",
    },
    "sw64-shared-counter": {
      means: "{{events}} 共用 core3 两个计数器中的同一个：它们轮流计数或未被计数，因此不可相互比较。",
      again: "每个计数器一次只采集一个事件，或采样 cpu-clock。",
    },
    "sw64-core4-sampling": {
      means: "core4 无法采样 {{events}}：只能采样 cycles、L1D、L2 和 DTLB。",
      again: "请采样 cpu-clock 或 cycles。",
    },
    "sw64-no-nmi": {
      means: "SW64 的计数器不产生不可屏蔽中断：{{events}} 在内核代码中的样本会堆积在重新开中断之处。",
      again: "看到内核中开中断的函数时，应理解为还包含此前关中断期间运行的代码。",
    },
    "sw64-unaligned": {
      means: "{{unalignedShare}} 的代码地址（去重后）不是 4 的倍数，而 SW64 指令都从 4 的倍数开始：这些帧不是代码。",
      again: "由栈内容猜出的调用链会有此现象：请采集栈转储。",
    },
    lost: {
      means: "内核丢失了 {{lostCount}} 个事件，占全部的 {{lostShare}}：当时繁忙的代码被低估。",
      again: "请增大缓冲区（-m）或降低采样率。",
    },
    throttled: {
      means: "内核对采样限流 {{throttledCount}} 次：繁忙时段被低估。",
      again: "请降低采样率。",
    },
    late: {
      means: "{{lateCount}} 条记录晚于 perf 的排序窗口，因此 perf script 输出时顺序有误。",
      again: "无需处理：本页面对整个文件排序。",
    },
    killed: {
      means: "perf record 未结束即被杀死：可能缺少事件名和 build id。",
      again: "请用 Ctrl-C 或 SIGINT 停止它。",
    },
    "no-build-ids": {
      means: "所有文件都没有 build id：二进制文件只能按路径或名称配对，若不是同一次构建，符号会出错。",
      again: "perf record 在使用 -z、-B、-N 或输出到管道时不写 build id；Linux 5.12 起可用 --buildid-mmap 补上。",
    },
    "some-build-ids": {
      means: "没有 build id：{{modules}}。只能按路径或名称配对，请确保拖入同一次构建的文件。",
      again:
        "较旧的 perf 只写正在运行的文件的 build id，不写其调用者的；--buildid-mmap（Linux 5.12 起）写入全部已有的 build id。Build id 由链接器生成：C 用 -Wl,--build-id，Go 1.24 之前用 -ldflags=-B=0x$(git rev-parse HEAD)。",
    },
    "no-time": {
      means: "{{events}} 的样本没有时间：无法排序、选择时间范围或形成序列。",
      again: "请要求记录时间（-T）。",
    },
    "time-zero": {
      means: "{{timelessCount}} 个样本的时间为 0，显示在最前面。",
      again: "采集文件已损坏，或由 perf 以外的程序生成。",
    },
    "no-period": {
      means:
        "{{events}} 的采样率会变化，样本却没有记录各自代表多少：每个样本权重为 1，因此占比是样本数之比，而非时间或事件数之比。",
      again: "请要求记录周期（-P）。",
    },
    "no-chains": {
      means: "没有采集调用链：只知道正在运行的函数，不知道由谁调用。",
      again: "请采集调用链。",
    },
    "one-frame": {
      means: "{{oneFrameShare}} 的用户态调用链只有一帧：程序或其所在的库没有保留帧指针。",
      again: "请采集栈转储，或用 -fno-omit-frame-pointer 构建。",
    },
    "chain-limit": {
      means: "{{limitShare}} 的调用链达到长度上限：缺少最外层的调用者。",
      again: "请提高上限后重新采集。",
    },
    "dumps-exhausted": {
      means: "{{exhaustedShare}} 的栈回溯超出了转储的范围：缺少外层的调用者。",
      again: "请转储更多的栈内容（最多 65528 字节），并降低采样率。",
    },
    "off-cpu-unended": {
      means: "线程离开 CPU 的次数中，{{unendedShare}} 在本次采集中没有返回的记录：off-cpu 剖析不含它们。",
      again: "请同时记录线程切换（--switch-events），或采集整台机器（-a）。",
    },
    "off-cpu-last-sample": {
      means: "off-cpu 剖析的调用栈取自各线程离开 CPU 前的最后一个样本：SWITCH 记录没有调用栈。",
      again: "请同时采集 sched:sched_switch，其调用栈即切换时的调用栈。",
    },
    "kernel-excluded": {
      means:
        "没有采样内核自身的代码（使用了 :u，或 perf 未以 root 运行且 kernel.perf_event_paranoid 为 2 或更大）：系统调用中的时间缺失。",
      again: "请以 root 运行 perf，或放开限制后重新采集。",
    },
    "kernel-unmapped": {
      means: "perf 看不到内核的位置（kernel.kptr_restrict）：内核帧没有名称。",
      again: "请以 root 运行 perf，或放开限制后重新采集。",
    },
    "article-instruction-length": {
      means: "论文认为 SW64 行号表的最短指令为 8 字节。此处 {{oddShare}} 的代码地址（去重后）不是 8 的倍数。",
      again: "以指令集为准：4 字节。只应修正写入了错误值的行号表。",
    },
    "article-frame-alignment": {
      means: "论文把 SW64 上错误的调用栈归因于栈帧对齐和被保存的寄存器。",
      again:
        "以内核为准：凡栈位于主线程栈之上，其调用链就此结束，与对齐无关。栈转储中 gcc 的栈帧按 16 字节对齐，寄存器保存位置由 .eh_frame 的规则给出。",
    },
    "article-page-frames": {
      means: "论文取 SW64 页表项的第 47 至 14 位作为页帧号。",
      again: "以内核为准：页帧号从第 28 位（core3）或第 24 位（core4）开始，页大小为 8 KiB。",
    },
  },
};
