/** Names are hostile: a few hundred bytes of substitutions can spell more text than there is memory. */

/** Longest mangled name that is read; Boost.Hana makes names of 50 KB. */
export const MANGLED_MAX_LENGTH = 1 << 18;
/** Longest readable name. What would be longer stays mangled. */
export const DEMANGLED_MAX_LENGTH = 1 << 16;
/** Nested names, types and expressions, while reading and while writing. */
export const MAX_DEPTH = 512;
/** Nodes visited while writing one name: parameter packs can be visited often without writing anything. */
export const MAX_STEPS = 1 << 18;
