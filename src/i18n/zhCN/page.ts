import type { Translation } from "../catalog";
import type { page as english } from "../en/page";

export const page: Translation<typeof english> = {
  update: {
    ready: "本页面有新版本可用。",
    files: "重新加载后，已打开的文件需要重新打开。",
    reload: "重新加载",
    later: "稍后",
  },
};
