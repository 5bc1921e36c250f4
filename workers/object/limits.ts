/** Limits of object files, see io/limits.ts. What they leave out is said in a Loss or a DecodeError. */

/** Section headers of one file. Objects made with -ffunction-sections reach some ten thousand. */
export const MAX_SECTIONS = 1 << 18;
export const MAX_SECTION_NAME_BYTES = 256;
export const MAX_SECTION_NAMES_BYTES = 64 << 20; // .shstrtab

/**
 * What comes out of one compressed section: debug sections pack to a third, tables of equal rows to a fiftieth. DEFLATE
 * could make 1,032 bytes of one, zstd any number. The ratio counts from SECTION_FREE_BYTES on.
 */
export const MAX_SECTION_BYTES = 1024 ** 3;
export const SECTION_MAX_RATIO = 200;
export const SECTION_FREE_BYTES = 64 << 20;

/** A section that relocations are applied to is held whole: only those of .o and .ko files are. */
export const MAX_RELOCATED_BYTES = 512 << 20;

/** Symbols at one address that are compared by name; and pieces in which a symbol table is read. */
export const MAX_ALIASES = 64;
export const SYMBOL_CHUNK_BYTES = 1 << 20;

/** A string table that is searched for a name (not looked up by offset) is held whole. */
export const MAX_SEARCHED_STRINGS_BYTES = 64 << 20;

/** Program headers of one file: more than 0xfffe need e_phnum's escape, which only core files use. */
export const MAX_PROGRAM_HEADERS = 1 << 16;

/** Bytes of one name: mangled C++ names reach some ten thousand. A longer one is cut. */
export const MAX_NAME_BYTES = 1 << 14;

/** A PT_NOTE segment or SHT_NOTE section. Core files have larger ones, but no build id of use behind this. */
export const MAX_NOTE_BYTES = 1 << 20;

/** Of a file whose checksum is asked for, read at a time. */
export const CHECKSUM_PIECE_BYTES = 4 << 20;

/** Of one table of relocations that are counted. A browser's has some 20 MB. */
export const MAX_LISTED_RELOCATION_BYTES = 64 << 20;

/** .debug_info of a file whose units are skeletons, 50 to 100 bytes each. */
export const MAX_SKELETON_SECTION_BYTES = 64 << 20;

/** .gnu_debugdata, packed and unpacked: symbols alone, of the largest programs some MB. */
export const MAX_MINIDEBUG_BYTES = 64 << 20;

/** Stubs of one section, and relocations of the table that they are for: 16 and 24 bytes each. */
export const MAX_PLT_BYTES = 16 << 20;

/** .gopclntab is held whole: kubelet's has 30 MB. */
export const MAX_PCLNTAB_BYTES = 256 << 20;

export const PCLNTAB_SCAN_BYTES = 1 << 20; // read at a time where no section tells its place
export const MAX_MODULEDATA_SECTION_BYTES = 256 << 20; // .data or .noptrdata, searched for runtime.moduledata

/** Nodes of one function's inlining tree: parents are 16 bits wide before Go 1.20. */
export const MAX_INLINE_NODES = 1 << 16;

/** Decoded functions of one Go binary that are kept for the next address. */
export const GO_FUNCTION_CACHE = 64;

/** Entries of one decoded pc-value table. */
export const MAX_PC_VALUES = 1 << 20;

/** kallsyms, System.map or perf-PID.map, as text. */
export const SYMBOL_TEXT_MAX_BYTES = 128 << 20;

/** .eh_frame or .debug_frame, held whole: Chromium's has 30 MB. And the FDEs of one that has no search table. */
export const MAX_CFI_BYTES = 256 << 20;
export const MAX_FDES = 1 << 22;

/** Nested DW_CFA_remember_state; values on the stack of a DWARF expression, and operations it may carry out. */
export const MAX_REMEMBERED_STATES = 64;
export const MAX_EXPRESSION_STACK = 64;
export const MAX_EXPRESSION_STEPS = 1000;

/** DWARF: declarations of one abbreviation table and their attributes. libjvm's largest has 2,000. */
export const MAX_ABBREVIATIONS = 1 << 16;
export const MAX_ABBREVIATION_ATTRIBUTES = 1 << 20;
export const ABBREVIATION_CHUNK_BYTES = 1 << 16; // read at first for one table, then four times as much
export const ABBREVIATION_CACHE = 64; // tables kept for other units

/** DWARF: a unit is held whole while addresses in it are looked up. Link-time optimisation makes them this large. */
export const MAX_UNIT_BYTES = 512 << 20;
export const MAX_UNITS = 1 << 20;
export const ROOT_CHUNK_BYTES = 1 << 10; // read at first of a unit for its header and first DIE
export const MAX_DIE_DEPTH = 1000;
export const MAX_ORIGIN_HOPS = 16; // from a concrete function to the DIE that has its name
export const DIE_CHUNK_BYTES = 512; // read for one DIE of another unit

/** DWARF: the part of .debug_addr, .debug_ranges and .debug_rnglists that is in memory; it grows up to the second. */
export const WINDOW_BYTES = 1 << 20;
export const MAX_WINDOW_BYTES = 256 << 20;

/** DWARF: units that are tried for one address beside the first. */
export const MAX_UNITS_PER_ADDRESS = 16;

/** DWARF: how often a section is gone over in one run, and what is free of that. */
export const DWARF_MAX_READINGS = 8;
export const DWARF_FREE_BYTES = 1 << 20;

/** DWARF: one line program, and its directories and files. */
export const MAX_LINE_PROGRAM_BYTES = 128 << 20;
export const MAX_LINE_FILES = 1 << 20;
export const MAX_LINE_ENTRY_FORMATS = 32;

export const MAX_ARANGES_BYTES = 256 << 20;

/** DWARF packages: slots of .debug_cu_index. Chromium's has 2^16. */
export const MAX_DWP_SLOTS = 1 << 22;

/** Bytes of one function that are disassembled, around the address that is asked for. */
export const MAX_FUNCTION_BYTES = 1 << 18;

/** Bytes of all functions of one module that are disassembled to see whether sampled addresses can be right. */
export const MAX_PLACED_BYTES = 1 << 24;

/** .go.buildinfo: a program with thousands of modules has some hundred KiB. */
export const MAX_BUILD_INFO_BYTES = 1 << 20;

/** And on each side of an address that no function is known to have. */
export const BYTES_AROUND_ADDRESS = 256;
