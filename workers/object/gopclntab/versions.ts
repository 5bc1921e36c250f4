/**
 * The four layouts of Go's pc-line table (runtime/symtab.go, cmd/link/internal/ld/pcln.go), told apart by the magic
 * word of pcHeader. All fields of _func are 32 bits wide but for `entry` before Go 1.18 (a pointer).
 */
export interface PclntabVersion {
  readonly name: "1.2" | "1.16" | "1.18" | "1.20";
  /** Index of pcHeader's pointer-sized words behind its 8 leading bytes; -1 where the table lies at a fixed place. */
  readonly words: Readonly<
    Record<"nfunc" | "textStart" | "funcname" | "cutab" | "filetab" | "pctab" | "functab", number>
  >;
  /** functab and _func hold 32-bit offsets from the start of the text instead of pointers. */
  readonly relativePcs: boolean;
  /** Offsets of _func's fields behind `entry`. */
  readonly func: {
    readonly nameoff: number;
    readonly pcsp: number;
    readonly pcfile: number;
    readonly pcln: number;
    readonly npcdata: number;
    readonly cuOffset: number; // -1: file numbers index one table of the whole program
    readonly nfuncdata: number; // u8
    readonly bytes: number; // pcdata follows
  };
  readonly inline: InlineLayout;
}

/** Where a function's inlining tree is and how its nodes look (runtime/symtab.go inlinedCall). */
export interface InlineLayout {
  readonly pcdata: number; // PCDATA_InlTreeIndex
  readonly funcdata: number; // FUNCDATA_InlTree
  /** funcdata holds pointers, 8-aligned; later 32-bit offsets from moduledata.gofunc. */
  readonly pointers: boolean;
  readonly nodeBytes: number;
  readonly name: number; // offset of the name's offset
  /** Call site: as file and line with the index of the parent node, or as a pc of the function. */
  readonly callSite:
    | { readonly parent: number; readonly file: number; readonly line: number }
    | { readonly pc: number };
}

const HEADER_1_16 = { nfunc: 0, textStart: -1, funcname: 2, cutab: 3, filetab: 4, pctab: 5, functab: 6 };
const HEADER_1_18 = { nfunc: 0, textStart: 2, funcname: 3, cutab: 4, filetab: 5, pctab: 6, functab: 7 };
const NODE_20 = { nodeBytes: 20, name: 12, callSite: { parent: 0, file: 4, line: 8 } };
const NODE_16 = { nodeBytes: 16, name: 4, callSite: { pc: 8 } };
const FUNC_1_16 = { nameoff: 0, pcsp: 12, pcfile: 16, pcln: 20, npcdata: 24, cuOffset: 28 };

export const PCLNTAB_VERSIONS: Readonly<Record<number, PclntabVersion>> = {
  4294967291: {
    name: "1.2",
    words: { nfunc: 0, textStart: -1, funcname: -1, cutab: -1, filetab: -1, pctab: -1, functab: -1 },
    relativePcs: false,
    func: { nameoff: 0, pcsp: 12, pcfile: 16, pcln: 20, npcdata: 24, cuOffset: -1, nfuncdata: 31, bytes: 32 },
    inline: { pcdata: 2, funcdata: 4, pointers: true, ...NODE_20 }, // Go 1.13 to 1.15
  },
  4294967290: {
    name: "1.16",
    words: HEADER_1_16,
    relativePcs: false,
    func: { ...FUNC_1_16, nfuncdata: 35, bytes: 36 },
    inline: { pcdata: 2, funcdata: 3, pointers: true, ...NODE_20 },
  },
  4294967280: {
    name: "1.18",
    words: HEADER_1_18,
    relativePcs: true,
    func: { ...FUNC_1_16, nfuncdata: 35, bytes: 36 },
    inline: { pcdata: 2, funcdata: 3, pointers: false, ...NODE_20 },
  },
  4294967281: {
    name: "1.20",
    words: HEADER_1_18,
    relativePcs: true,
    func: { ...FUNC_1_16, nfuncdata: 39, bytes: 40 }, // startLine before funcID
    inline: { pcdata: 2, funcdata: 3, pointers: false, ...NODE_16 },
  },
};
