/** What of a saved session's choices is read: more than anyone types, and no more than the page can show at once. */
export const ADDRESS_TEXT_MAX_CHARS = 1 << 22;
export const CHOICES_MAX_ENTRIES = 10_000; // limits, rules, roles: of each
export const CHOSEN_FRAMES_MAX = 1 << 20;
/** DWARF has it as one byte (section 6.2.4). */
export const LINE_LENGTH_MAX = 0xff;
