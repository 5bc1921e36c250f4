import type { Translation } from "../catalog";
import type { icicle as english } from "../en/icicle";

export const icicle: Translation<typeof english> = {
  title: "冰柱图",
  answers: "一张图看全部调用栈，调用者在上、被调者在下；无需 WebGL",
  empty: "拖入 perf.data 或 pprof 剖析文件，以及采集时运行的二进制文件。",
  search: "搜索函数",
  unmark: "取消标记",
  tableHint: "以表格查看同样的数据",
  found: "匹配：{{share}}",
  picture: "调用栈冰柱图。“调用树”视图以表格给出相同内容。",
  hint: "单击或回车：放大 · Esc：还原 · 方向键：在帧之间移动",
  reset: "还原",
  total: "{{weight}}，占全部的 {{share}}",
  self: "自身 {{weight}}",
  module: "位于 {{module}}",
  none: "该剖析数据没有可绘制的权重。",
  absolute: "宽度取绝对值：该剖析数据含有负权重。",
};
