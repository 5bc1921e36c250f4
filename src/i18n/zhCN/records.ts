import type { Translation } from "../catalog";
import type { records as english } from "../en/records";

export const records: Translation<typeof english> = {
  title: "记录",
  answers: "逐条查看样本：跟踪点或探针在何时、何处、以哪些参数触发",
  empty: "拖入 perf.data；其中若有跟踪点或探针，还会显示它们的参数。",
  noTimes: "所选剖析数据没有单个样本：相同的栈已合并，且不含时间。请选择 perf.data 文件中的事件。",
  record: "采集带参数的跟踪点（用 perf list 查看可用事件，用 perf probe 建立探针）",
  search: "搜索记录",
  shown: "{{shown}} / {{all}} 个样本",
  columns: {
    time: "时间（秒）",
    process: "PID",
    thread: "TID",
    comm: "命令",
    cpu: "CPU",
    weight: "权重",
    function: "函数",
  },
  stack: "所选样本的调用栈",
  choose: "选择一个样本，查看其调用栈。",
  noStack: "该样本没有调用栈。",
  noMatch: "没有样本的任何一列含有该文本。",
  csv: "CSV",
  csvHint: "当前显示的样本，最多 {{rows}} 条",
};
