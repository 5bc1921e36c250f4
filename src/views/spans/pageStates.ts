/** What is known of the pages of the system under spans (PageTotals). */
export const PAGE_STATES = ["held", "huge", "lazy", "returned", "unknown"] as const;
