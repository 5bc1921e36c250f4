import type { Translation } from "../catalog";
import type { flameGraph as english } from "../en/flameGraph";

export const flameGraph: Translation<typeof english> = {
  title: "火焰图",
  answers: "在 speedscope 中查看相同的调用栈：左重、三明治、时间顺序",
  empty: "拖入 perf.data 或 pprof 剖析文件后在此查看火焰图。",
  frame: "火焰图（speedscope）",
  layout: "布局",
  layouts: { "left-heavy": "左重", sandwich: "三明治", "time-ordered": "时间顺序" },
  save: "保存为 speedscope 文件",
  retry: "重试",
  openIcicle: "打开冰柱图",
  loading: "正在打开 speedscope…",
  noSamples: "该剖析没有可绘制的样本。",
  noTimeOrder: "样本过多，无法按时间顺序绘制，已将相同的调用栈合并。",
  failed: "speedscope 无法显示该剖析。",
  dead: "speedscope 已 10 秒没有响应，其框架可能耗尽了内存。页面和已打开的文件不受影响。",
  nowebgl: "该浏览器没有 WebGL，speedscope 无法绘图（远程桌面常见此情况）。冰柱图无需 WebGL，可查看相同的调用栈。",
  pruned: "{{share}} 的权重属于过小或过深的调用栈，未逐一绘制，见 (pruned)",
  negative: "speedscope 不支持负权重，已略去：{{amount}}",
};
