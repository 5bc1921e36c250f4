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
  link: {
    title: "复制链接",
    detail: "指向当前视图，供持有同样文件的人使用",
    holds:
      "链接只以数字记录视图、所选剖析数据、筛选条件和归类，不含数据，也不含采集文件中的任何名称。对方拖入同样的文件后即可看到同样的内容。",
    words: "同时包含我输入和选中的内容：",
    this: "当前内容的链接",
  },
  session: {
    save: "保存会话",
    detail: "将解码结果存为一个文件，无需原始采集文件即可再次打开",
    failed: "会话保存失败：{{message}}",
  },
};
