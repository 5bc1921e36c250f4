import type { Translation } from "../catalog";
import type { chart as en } from "../en/chart";

export const chart: Translation<typeof en> = {
  keys: "拖动可放大，双击显示全部。方向键逐点移动，按住 Shift 选取一段，回车只看这一段；+ 和 - 缩放，Esc 返回。",
  everything: "显示全部",
  legend: "图例",
  legendHint: "隐藏或显示；按住 Shift 只看这一项",
  chosen: "已选：{{from}} – {{to}}",
};
