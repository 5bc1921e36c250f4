/** What the overview says, by Finding.key. */
export const findings = {} as const;
