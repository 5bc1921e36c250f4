import type { Translation } from "../catalog";
import type { captureKit as english } from "../en/captureKit";

export const captureKit: Translation<typeof english> = {
  title:
    "也可以用采集脚本（单个 shell 脚本）：自动设置并清除探针，附上二进制文件，打成一个可直接拖入的归档。x86_64 和 SW64 通用",
  save: "保存采集脚本",
};
