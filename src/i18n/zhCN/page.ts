import type { Translation } from "../catalog";
import type { page as english } from "../en/page";

export const page: Translation<typeof english> = {
  update: {
    ready: "本页面有新版本可用。",
    files: "重新加载后，已打开的文件需要重新打开。",
    reload: "重新加载",
    later: "稍后",
  },
  close: "关闭",
  share: "分享",
  cancelAll: "全部取消",
  memory: {
    title: "文件较大",
    text: "打开这些文件约需 {{need}} 内存，而此处页面大约只能使用 {{budget}}。内存耗尽时，浏览器会中止某个文件的处理，甚至关闭整个页面。其中最大的是：",
    advice: "在内存更大的机器上使用 64 位浏览器可以打开更大的文件；采集时间或频率减半，所需内存也减半。",
    leaveOut: "不打开这些文件",
    open: "仍然打开",
  },
  link: {
    title: "复制链接",
    detail: "指向当前视图，供持有同样文件的人使用",
    holds:
      "链接只以数字记录视图、所选剖析数据、筛选条件和归类，不含数据，也不含采集文件中的任何名称。对方拖入同样的文件后即可看到同样的内容。",
    words: "同时包含我输入和选中的内容：",
    this: "当前内容的链接",
  },
  trust: {
    title: "本页面能做什么、做过什么",
    sent: "已发送",
    nothing: "已发送：0 字节。除页面自身的文件外，没有向任何地方发出请求。",
    something: "有 {{count}} 个请求发往别处：",
    own: "共加载页面自身文件 {{count}} 个，接收 {{bytes}}（数据来自浏览器的性能时间线）。",
    may: "允许的行为",
    forbidden: "本文档声明的策略禁止一切连接，对框架和 Worker 同样有效，由浏览器强制执行。",
    allowed: "本文档没有声明禁止连接的策略：它不是 swscope 的正式构建，或是开发用的服务器。",
    hashes: "{{count}} 个哈希",
    directives: {
      "default-src": "下面未列出的一切",
      "script-src": "程序：仅页面自身的程序和 WebAssembly，不允许把文本当作程序执行",
      "style-src": "样式表",
      "img-src": "图片",
      "font-src": "字体",
      "connect-src": "任何形式的连接：请求、套接字、信标",
      "worker-src": "Worker：仅限页面内部的，以及用于离线保存页面的 Service Worker",
      "manifest-src": "安装页面所需的名称和图标",
      "base-uri": "改变相对地址的含义",
      "form-action": "提交表单",
    },
    version: "版本",
    build: "构建自提交 {{build}}",
    verify: "构建时会在页面旁生成 SHA256SUMS。请从可信来源取得该清单并比对；同一提交重新构建会得到相同的文件。",
    systems: {
      linux: "Linux",
      mac: "macOS：与 SHA256SUMS 中对应的一行比对",
      windows: "Windows：与 SHA256SUMS 中对应的一行比对",
    },
    licences: "许可证",
    ownLicence: "swscope 采用 Apache License 2.0 许可证，其中包含：",
  },
  session: {
    save: "保存会话",
    detail: "将解码结果存为一个文件，无需原始采集文件即可再次打开",
    failed: "会话保存失败：{{message}}",
  },
};
