/** The keys of the views, from top to bottom of the rail; those below have none. */
export const VIEW_KEYS = "1234567890";
