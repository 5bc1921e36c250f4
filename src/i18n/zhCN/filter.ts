import type { Translation } from "../catalog";
import type { filter as english } from "../en/filter";

export const filter: Translation<typeof english> = {
  label: "筛选",
  process: "进程",
  thread: "线程",
  cpu: "CPU",
  cgroup: "控制组",
  find: "按名称或编号查找",
  more: "另有 {{number}} 项样本较少，未列出，可按名称或编号查找。",
  chips: "已启用的筛选条件",
  processChip: "进程 {{id}}",
  threadChip: "线程 {{id}}",
  cpuChip: "CPU {{id}}",
  cgroupChip: "控制组",
  unknown: "未知",
  with: "包含",
  without: "不含",
  remove: "移除筛选条件：{{what}}",
  clear: "全部清除",
  text: "保留含有…的调用栈",
  textHint:
    "调用栈的函数、文件或模块中必须出现的词；词前加 - 表示不得出现。key=value 按标签或参数筛选：bytes=512、bytes=1kb:10kb、job=upload。按回车添加。",
  shown: "{{shown}} / {{all}} 个样本",
  timeline: "时间范围",
  timelineHint:
    "拖动以选择一段。方向键和翻页键移动该段，按住 Shift 则移动其末端；Home 和 End 移到两端，按住 Shift 则扩展到两端；Esc 清除。",
  range: "{{from}} – {{to}}",
  whole: "全部时间",
  valueText: "{{range}}，时长 {{duration}}",
  clock: "采集文件自身的时钟，单位秒，可用于 perf script --time",
  rawNames: "原始符号名",
  rawNamesHint: "以编译器修饰（mangle）后的符号名显示 C++ 和 Rust 函数",
};
