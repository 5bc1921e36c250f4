/**
 * Source text has no mark that tells it from other text, so here, and only here, a file's name decides
 * (docs/decisions.md): the extensions of the languages that end up in an ELF file.
 */
export const SOURCE_NAME =
  /\.(?:go|c|h|cc|cpp|cxx|c\+\+|hh|hpp|hxx|h\+\+|ipp|inl|tcc|rs|s|S|asm|f|f90|f95|f03|zig|d|m|mm|pas|adb|ads|y|l)$/;
