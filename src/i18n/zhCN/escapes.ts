import type { Translation } from "../catalog";
import type { escapes as english } from "../en/escapes";

export const escapes: Translation<typeof english> = {
  title: "热点写入",
  answers: "哪些代码行在写内存、写到了哪类内存，以及 Go 编译器认为哪些变量逃逸到堆",
  empty: "拖入带写入地址的 perf.data、对应的二进制文件，以及编译器的逃逸分析信息。",
  watch: "x86_64：记录对某个地址的每次写入（地址由程序打印，或用调试器获取）",
  sampled: "x86_64：由处理器对写入采样（需硬件支持）",
  sw64: "SW64 无法对写入采样：用带地址的缺页事件记录每页的首次访问",
  messages: "输出 Go 编译器的逃逸分析信息",
  search: "搜索函数、行或信息",
  shown: "{{rows}} 行 · {{stores}} 次写入",
  firstTouch: "此处以缺页事件代替写入：只说明谁最先访问了某页，不说明谁写得最多。",
  stores: "写入",
  class: "内存",
  classes: {
    "go-heap": "Go 堆区",
    data: "数据段、BSS",
    "c-heap": "C 堆",
    "thread-stack": "线程栈",
    anonymous: "匿名内存",
    kernel: "内核",
    unknown: "未知",
  },
  place: "行",
  join: "匹配方式",
  joinHint: "信息对应同一行，或同一函数的其他行",
  joins: { line: "行", function: "函数", none: "–" },
  message: "编译器信息",
  why: "逃逸原因",
  noMessage: "编译器信息中没有提到这一行或这个函数。",
  noMatch: "没有包含该文本的行。",
};
