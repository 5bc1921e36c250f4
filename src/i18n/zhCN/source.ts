import type { Translation } from "../catalog";
import type { source as en } from "../en/source";

export const source: Translation<typeof en> = {
  label: "源代码 {{at}}",
  drop: "要查看源代码，请拖入 {{path}} 或它所在的目录。",
  ambiguous: "有 {{count}} 个拖入的文件符合这个路径，这里显示第一个。",
  show: "源代码",
};
