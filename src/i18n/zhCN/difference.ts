import type { Translation } from "../catalog";
import type { difference as english } from "../en/difference";

export const difference: Translation<typeof english> = {
  title: "差异",
  answers: "两份同类剖析数据之间，哪些增长、哪些减少",
  empty: "请拖入两份事件或样本类型相同的剖析数据，例如第一份和最后一份堆剖析。",
  base: "减去",
  swap: "互换",
  normalise: "总量归一",
  normaliseHint: "按比例缩放，使两份数据总和相同，与 go tool pprof -normalize 一致",
  shares: "占比",
  shareOfChange: "占全部变化",
  shareOfBase: "占基准",
  show: "显示",
  picture: "火焰图",
  table: "表格",
  sum: "{{change}}：从 {{base}} 到 {{later}}",
  label: "调用栈差异图：红色为增长，蓝色为减少。表格中有同样的数字。",
  legend: "红色增长，蓝色减少；其下两者皆有时颜色较浅。宽度按绝对值。",
  hint: "单击或 Enter：放大 · Esc：还原 · 方向键：逐帧移动",
  everything: "还原",
  inclusive: "含其调用共 {{change}}，{{share}}",
  self: "自身 {{change}}",
  same: "这两份剖析数据没有差异。",
  change: "自身变化",
  total: "总变化",
  csv: "CSV",
};
