import type { Translation } from "../catalog";
import type { findings as english } from "../en/findings";

export const findings: Translation<typeof english> = {};
