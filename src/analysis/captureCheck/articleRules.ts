import { isSw64 } from "./facts";
import type { Rule } from "./rule";

/**
 * What the published article says of SW64, where the kernel or the instruction set says otherwise and this capture
 * shows or needs it. They change nothing: the kernel decides, and its verdict stands in the same finding.
 */
export const ARTICLE_RULES: readonly Rule[] = [
  {
    // minimum_instruction_length of the line tables
    id: "article-instruction-length",
    check: (facts) => {
      const { user, notOf8 } = facts.codes;
      if (!isSw64(facts) || notOf8 === 0) return null;
      return { severity: "info", params: { oddShare: notOf8 / user }, command: null };
    },
  },
  {
    id: "article-frame-alignment",
    check: (facts) => {
      const hasChains = facts.events.some(({ attr }) => attr?.callGraph === "fp");
      return isSw64(facts) && hasChains ? { severity: "info", params: {}, command: null } : null;
    },
  },
  {
    id: "article-page-frames",
    check: (facts) => {
      const isPhysical = facts.events.some(
        ({ name, attr }) => attr?.hasPhysAddr === true || name.startsWith("kmem:mm_page_"),
      );
      return isSw64(facts) && isPhysical ? { severity: "info", params: {}, command: null } : null;
    },
  },
];
