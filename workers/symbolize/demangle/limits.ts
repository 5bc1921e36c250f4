/** Names are hostile: a few hundred bytes of substitutions can spell more text than there is memory. */

/** Longest mangled name that is read; Boost.Hana makes names of 50 KB. */
export const MANGLED_MAX_LENGTH = 1 << 18;
/** Longest readable name. What would be longer stays mangled. */
export const DEMANGLED_MAX_LENGTH = 1 << 16;
/** Nested names, types and expressions, while reading and while writing. */
export const MAX_DEPTH = 512;
/** Productions tried while reading one name, and nodes visited while writing it (a pack may write nothing). */
export const MAX_STEPS = 1 << 18;
