/** The dropped files themselves, by SessionFile.id: outside the store, which holds only what can be saved. */
export const sources = new Map<number, File>();
