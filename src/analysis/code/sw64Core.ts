import type { StackCapture } from "../../model/capture";

/** What processors are called, and the generation that they are of. */
const CORES: readonly (readonly [RegExp, "core3" | "core4"])[] = [
  [/core4|sw-?8a/i, "core4"],
  [/core3|sw-?(6a|6b|4d)/i, "core3"],
];

/** The generation of the SW64 processor that a capture was recorded on, by its HEADER_CPUDESC; null when it says none. */
export function sw64Core({ arch, facts }: Pick<StackCapture, "arch" | "facts">): "core3" | "core4" | null {
  if (arch !== "sw_64") return null;
  const names = [facts["cpu"], facts["cpu_id"]].filter((name) => typeof name === "string").join(" ");
  return CORES.find(([pattern]) => pattern.test(names))?.[1] ?? null;
}
