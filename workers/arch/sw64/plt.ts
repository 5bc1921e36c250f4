import type { FrameRule } from "../arch";
import { frameRules } from "./frameRules";

/** Stubs use r25, r27 and r28 and leave sp and ra as the caller set them. */
export function pltRule(section: string): FrameRule | null {
  return section.startsWith(".plt") ? frameRules.leaf : null;
}
