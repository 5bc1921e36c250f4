import type { Translation } from "../catalog";
import type { app as english } from "../en/app";

export const app: Translation<typeof english> = {
  title: "swscope",
  tagline: "看清 Go 或 C 程序的内存去了哪里，支持 x86_64 与申威 SW64",
  open: "打开文件…",
  openFolder: "打开文件夹…",
  report: "导出报告",
  reportHint: "将全部数据保存为 JSON",
  language: "语言",
  theme: "主题",
  themes: { system: "跟随系统", light: "浅色", dark: "深色" },
  views: "视图",
  profile: "剖析数据",
  weighBy: "权重取自",
  weighByPeriod: "采样周期",
  private: "数据不离开本机",
  privateHint: "页面自身的安全策略禁止一切网络连接，文件只在浏览器内读取。",
  working: "处理中：{{done}} / {{total}} 个文件",
  idle: "{{count}} 个文件",
  workingStages: "正在解析符号并判定增长…",
  drop: {
    automatic: "拖到这里：按架构自动归类",
    baseline: "基线（x86_64）",
    candidate: "候选（SW64）",
    title: "拖入文件或文件夹",
  },
  start: {
    drop: "将采集文件拖到页面任意位置",
    kinds:
      "支持 perf.data、二进制文件（ELF）、pprof 剖析文件（.pb.gz）、kallsyms、perf script 文本和折叠栈；可一次拖入多个文件、整个文件夹或压缩包（zip、tar、gz、zst、bz2、xz）。",
    samples: "或打开示例",
    record: "如何采集",
    recordHeap: "Go 服务的堆增长：每隔一段时间采集一份堆剖析，共十份以上",
    recordPerfX86: "x86_64 上的 CPU 时间，带调用栈",
    recordPerfSw64: "SW64 上的 CPU 时间：需要转储栈内存，因为该平台的内核只能给出一帧调用链",
    sampleNames: {
      "heap-leak": "通过 map 泄漏的 Go 服务（12 份堆剖析）",
      "heap-healthy": "同一服务，无泄漏（12 份堆剖析）",
      perf: "perf.data 及其二进制文件（3 个事件）",
      "sw64-heap-leak": "SW64 上的同一泄漏（12 份堆剖析）",
    },
    opening: "正在打开…",
  },
  copy: "复制",
  copied: "已复制",
  crash: "该视图出错：{{message}}。其他视图和已打开的文件不受影响。",
};
