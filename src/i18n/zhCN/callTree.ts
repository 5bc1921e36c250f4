import type { Translation } from "../catalog";
import type { callTree as english } from "../en/callTree";

export const callTree: Translation<typeof english> = {
  title: "调用树",
  answers: "时间或内存消耗在哪些调用路径上",
  empty: "拖入 perf.data 或 pprof 剖析文件，以及采集时运行的二进制文件。",
  direction: "方向",
  topDown: "自顶向下",
  bottomUp: "自底向上",
  function: "函数",
  weight: "权重",
  weightHint: "包含树中该节点以下的全部权重",
  share: "%",
  self: "自身",
  focus: "聚焦",
  focusHint: "只看所选函数的调用（F）",
  focusedOn: "只看 {{func}}",
  unfocus: "显示全部",
  none: "没有可显示的内容。",
  keys: "→ 展开，← 收起，* 展开全部下级，F 聚焦，O 查看栈帧",
};
