import { RECORD_RULES } from "./recordRules";
import type { Rule } from "./rule";
import { STACK_RULES } from "./stackRules";
import { SW64_RULES } from "./sw64Rules";

/** What the kernel's source says of a capture. It decides wherever the article says otherwise. */
export const KERNEL_RULES: readonly Rule[] = [...SW64_RULES, ...STACK_RULES, ...RECORD_RULES];
