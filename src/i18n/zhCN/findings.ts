import type { Translation } from "../catalog";
import type { findings as english } from "../en/findings";

export const findings: Translation<typeof english> = {
  growthTooFewPoints:
    "{{program}}：{{sampleType}} 只有 {{points}} 个点，不足以判定增长；需 {{needed}} 个以上，且每个点都在一次 GC 之后采集（?gc=1）",
  growthNone: "{{program}}：{{sampleType}} 的 {{points}} 个点中，没有调用点呈泄漏式增长（总量：{{verdict}}）",
  growthTotalLeaking: "{{program}}：{{sampleType}} 正在泄漏，{{rate}}{{advice}}",
  growthTotalSuspected: "{{program}}：{{sampleType}} 疑似泄漏，{{rate}}{{advice}}",
  growthSiteLeaking:
    "{{program}}：{{func}} {{place}} 正在泄漏 {{sampleType}}，{{rate}}，占增长的 {{growthShare}}{{advice}}",
  growthSiteSuspected:
    "{{program}}：{{func}} {{place}} 疑似泄漏 {{sampleType}}，{{rate}}，占增长的 {{growthShare}}{{advice}}",
  fileFailed: "无法读取 {{name}}：{{message}}",
  filesFailed: "{{fileCount}} 个文件无法读取，第一个是 {{name}}：{{message}}",
  fileUnknown: "已跳过：{{message}}",
  filesUnknown: "{{fileCount}} 个文件无法识别类型，已跳过，第一个是 {{name}}",
  filePartial: "{{name}} 已损坏，跳过 {{lossCount}} 处；第一处：{{message}}",
  filesPartial: "{{fileCount}} 个文件已损坏，第一个是 {{name}}：{{message}}",
  stageFailed: "{{name}}：后续步骤失败：{{message}}",
  stagesFailed: "{{fileCount}} 个文件的后续步骤失败，第一个是 {{name}}：{{message}}",
  lost: "{{name}}：内核丢失 {{lostCount}} 个事件，占全部的 {{lostShare}}；请降低采样频率或加大缓冲区（perf record -m）",
  throttled: "{{name}}：内核对采样限流 {{throttledCount}} 次，繁忙时段会被低估；请降低采样频率",
  withoutStack: "{{name}}：{{stacklessShare}} 的样本没有调用栈",
  unnamed: "{{name}}：{{unnamedShare}} 的样本落在没有符号的代码中",
  unwindCut: "{{name}}：{{cutShare}} 的栈超出了转储范围：请用 --call-graph dwarf,{{bytes}} 重新采集",
  unwindCutAtMost: "{{name}}：{{cutShare}} 的栈超出了最大的转储范围",
  unwindMissing: "{{name}}：{{endShare}} 的栈止于 {{module}}：拖入该文件（build id {{buildId}}）即可找到它的调用者",
  unwindMissingByName: "{{name}}：{{endShare}} 的栈止于 {{module}}：拖入该文件（build id 未知）即可找到它的调用者",
  unwindBroken: "{{name}}：{{endShare}} 的栈在 {{module}} 中断：它可能不是当时运行的文件，或者其回溯表有误",
  captureCheck:
    "{{name}} 的采集方式影响其可信度（严重 {{checkCount}} 项）：具体原因和重新采集的方法见“采集文件”中的采集检查",
  kernelUnnamed: "拖入目标机上以 root 读取的 /proc/kallsyms，可再解析 {{moreShare}} 的采样帧",
  kernelHidden: "{{name}} 中的地址被内核隐藏：请以 root 重新复制 /proc/kallsyms，可再解析 {{moreShare}} 的采样帧",
  dropModule: "拖入 {{module}}（build id {{buildId}}），可再解析 {{moreShare}} 的采样帧",
  dropModuleByName: "拖入 {{module}}（build id 未知），可再解析 {{moreShare}} 的采样帧",
  stillUnnamed: "已有 {{module}}，但仍有 {{moreShare}} 的采样帧没有符号：请拖入其调试文件或 strip 之前的二进制文件",
  weakMatch: "{{module}} 仅凭{{rule}}与 {{name}} 配对，build id 未能核对：若不是同一次构建，符号会出错",
  spansLeakingHeld:
    "{{name}}：Go 堆有 {{spanCount}} 个 span（{{leakBytes}}）疑似泄漏：已存活三次以上 GC，且所属大小类持续增长；其中的对象大多由 {{func}} 分配",
  spansLeaking:
    "{{name}}：Go 堆有 {{spanCount}} 个 span（{{leakBytes}}）疑似泄漏：已存活三次以上 GC，且所属大小类持续增长；拖入堆 profile 或堆转储即可看出谁在持有",
  spansHeld:
    "{{name}}：Go 堆有 {{spanCount}} 个 span（{{liveBytes}}）始终未释放；这些大小类中的对象大多由 {{func}} 分配（{{heldBytes}}）",
  spansOpened:
    "{{name}}：Go 堆有 {{spanCount}} 个 span（{{liveBytes}}）始终未释放，大多由 {{func}} 的调用打开；它只是恰好需要下一个 span，不一定是持有者：拖入堆 profile 即可看出谁在持有",
  spansNoFree: "{{name}}：没有可用的 freeSpanLocked 探针，所有 span 看起来都未释放",
  nativeLive:
    "{{name}}：录制结束时 C 堆还有 {{liveBytes}}（{{blockCount}} 块）未释放，其中 {{siteShare}} 由 {{func}} 通过 {{allocator}} 分配",
  nodeExhausted:
    "NUMA 节点 {{node}} 还有 {{freeBytes}} 空闲，按此速度 {{leftSeconds}} 后用尽（95 %：{{soonSeconds}} 至 {{lateSeconds}}）：此后只能回收页缓存，或从其他节点分配内存",
  nodeAmplified:
    "{{name}}：NUMA 节点 {{node}} 上内存的增长速度是节点 {{controlNode}} 的 {{factor}} 倍（95 %：{{low}} 至 {{high}}）",
  nodeAmplifiedOver:
    "{{name}}：NUMA 节点 {{node}} 上内存的增长速度是 {{control}} 中节点 {{controlNode}} 的 {{factor}} 倍（95 %：{{low}} 至 {{high}}）",
  nativeDoubleFree: "{{name}}：{{doubleCount}} 次 free 的 C 内存块此前已释放，或之后又由未设探针的函数分出",
  nativeNeverHit:
    "{{name}}：malloc 上的探针从未触发：程序自带分配器（jemalloc、tcmalloc、静态链接的 libc），请在那个分配器上设探针",
  nativeUnusable: "{{name}}：malloc 上的探针无法回放：每个函数都要有参数，并有带内存块地址的返回探针",
  goroutinesLeaking:
    "{{program}}：{{func}} 创建的 goroutine 正在泄漏（{{reason}}），{{rate}}，由 {{firstCount}} 个增至 {{lastCount}} 个",
  goroutinesLeakingIn:
    "{{program}}：停在 {{func}} 的 goroutine 正在泄漏（{{reason}}），{{rate}}，由 {{firstCount}} 个增至 {{lastCount}} 个；再拖入一份 goroutine?debug=2 即可知道由谁创建",
  goroutinesSuspected:
    "{{program}}：{{func}} 创建的 goroutine 疑似泄漏（{{reason}}），{{rate}}，末点 {{lastCount}} 个{{advice}}",
  goroutinesSuspectedIn:
    "{{program}}：停在 {{func}} 的 goroutine 疑似泄漏（{{reason}}），{{rate}}，末点 {{lastCount}} 个{{advice}}",
  goroutinesHeap:
    "{{program}}：堆增长的 {{descriptorShare}} 是泄漏的 goroutine 的描述符（runtime.malg）；每个 goroutine 另有至少 2 KiB 的栈，不计入堆剖析",
  goroutinesHeapCreated:
    "{{program}}：堆随泄漏的 goroutine 增长：{{descriptorShare}} 是其描述符（runtime.malg），{{creatorShare}} 是 {{func}} 为其分配的内存；每个 goroutine 另有至少 2 KiB 的栈，不计入堆剖析",
  goroutinesMarked:
    "{{program}}：{{leakedCount}} 个 goroutine 永远不会被唤醒（由查找泄漏的 GC 标出），其中 {{func}} 的最多",
  heapDumpHolder: "{{name}}：仅 {{root}} 就持有 {{heldBytes}}，占堆的 {{heldShare}}",
  heapDumpCut: "{{name}} 在根（全局变量、栈）之前就断了：只能看出对象之间谁持有谁，看不出最终由谁持有",
  goroutinesNone: "{{program}}：{{pointCount}} 个时间点中没有呈泄漏式增长的 goroutine（末点 {{lastCount}} 个）",
  goroutinesTooFewPoints:
    "{{program}}：{{lastCount}} 个 goroutine；时间点仅 {{pointCount}} 个，不足以判定，{{neededCount}} 个以上方可定论",
  deviationTruncated:
    "候选侧被截断的栈比基准侧多 {{differenceShare}}（{{candidateShare}} 对 {{baselineShare}}，{{source}}）{{cause}}",
  deviationIncomplete:
    "候选侧未到达根函数的栈比基准侧多 {{differenceShare}}（{{candidateShare}} 对 {{baselineShare}}，{{source}}）{{cause}}",
  deviationOff: "候选侧的 {{metric}} 明显更差：{{candidateFigure}}，基准侧为 {{baselineFigure}}（{{source}}）{{cause}}",
  deviationComparable: "就这些采集所能测量的内容而言，两侧的采样没有可分辨的差别（比较了 {{metricCount}} 项主要指标）",
  deviationUnclear: "从这些采集看不出两侧的采样是否有差别：请采集更长时间，或每侧各采集三次",
  deviationUnlike:
    "两侧的采集方式不同：{{rule}} 一侧为 {{baseline}}，另一侧为 {{candidate}}（{{source}}）；受其影响的数字比较的是采集方式，而不是机器",
  words: {
    calledBy: "由 {{func}} 调用",
    hour: "每小时 {{slope}}（95 % 区间：{{low}} 至 {{high}}）",
    point: "每份剖析 {{slope}}（95 % 区间：{{low}} 至 {{high}}）",
    advicePoints: "；10 个以上的点方可定论，且每个点都在一次 GC 之后采集（?gc=1）",
    adviceShape: "；也可能是正在填充的缓存，更长的序列方可定论",
    adviceGoroutinePoints: "；10 份以上的剖析方可定论",
    adviceGoroutineShape: "；也可能是正在扩充的协程池，更长的序列方可定论",
    adviceSites: "；没有单个调用点泄漏，更长的序列方可定论",
    verdicts: {
      leaking: "泄漏",
      suspected: "疑似泄漏",
      "growing-then-flat": "先增长后平稳",
      sawtooth: "锯齿形",
      flat: "平稳",
      "too-few-points": "点数不足",
    },
    severities: { error: "严重", warning: "警告", info: "提示" },
    rules: { path: "路径", layout: "段布局", name: "文件名" },
  },
};
