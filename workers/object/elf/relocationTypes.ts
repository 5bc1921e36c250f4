/** What a relocation does to the field it is for; a type without one is only known by name. */
export interface RelocationType {
  readonly name: string; // without the machine's prefix, as readelf prints it behind R_X86_64_
  /** Bytes of the field, and what it becomes: symbol + addend, or that minus the field's own address. */
  readonly field?: { readonly bytes: 2 | 4 | 8; readonly relative: boolean };
}

type Row = readonly [number: number, name: string, bytes?: 2 | 4 | 8, kind?: "relative"];

/** System V ABI, AMD64 supplement, table 4.9. */
const X86_64: readonly Row[] = [
  [0, "NONE"],
  [1, "64", 8],
  [2, "PC32", 4, "relative"],
  [3, "GOT32"],
  [4, "PLT32"],
  [5, "COPY"],
  [6, "GLOB_DAT"],
  [7, "JUMP_SLOT"],
  [8, "RELATIVE"],
  [9, "GOTPCREL"],
  [10, "32", 4],
  [11, "32S", 4],
  [12, "16", 2],
  [13, "PC16", 2, "relative"],
  [14, "8"],
  [15, "PC8"],
  [16, "DTPMOD64"],
  [17, "DTPOFF64"],
  [18, "TPOFF64"],
  [19, "TLSGD"],
  [20, "TLSLD"],
  [21, "DTPOFF32"],
  [22, "GOTTPOFF"],
  [23, "TPOFF32"],
  [24, "PC64", 8, "relative"],
  [25, "GOTOFF64"],
  [26, "GOTPC32"],
  [27, "GOT64"],
  [28, "GOTPCREL64"],
  [29, "GOTPC64"],
  [30, "GOTPLT64"],
  [31, "PLTOFF64"],
  [32, "SIZE32"],
  [33, "SIZE64"],
  [34, "GOTPC32_TLSDESC"],
  [35, "TLSDESC_CALL"],
  [36, "TLSDESC"],
  [37, "IRELATIVE"],
  [38, "RELATIVE64"],
  [41, "GOTPCRELX"],
  [42, "REX_GOTPCRELX"],
];

/** Alpha's numbers and SW64's own (arch/sw_64/include/asm/elf.h); what is SW64's alone is marked. */
const SW64: readonly Row[] = [
  [0, "NONE"],
  [1, "REFLONG", 4],
  [2, "REFQUAD", 8],
  [3, "GPREL32"],
  [4, "LITERAL"],
  [5, "LITUSE"],
  [6, "GPDISP"],
  [7, "BRADDR"],
  [8, "HINT"],
  [9, "SREL16", 2, "relative"],
  [10, "SREL32", 4, "relative"],
  [11, "SREL64", 8, "relative"],
  [17, "GPRELHIGH"],
  [18, "GPRELLOW"],
  [19, "GPREL16"],
  [24, "COPY"],
  [25, "GLOB_DAT"],
  [26, "JMP_SLOT"],
  [27, "RELATIVE"],
  [28, "BRSGP"],
  [29, "TLSGD"],
  [30, "TLSLDM"],
  [31, "DTPMOD64"],
  [32, "GOTDTPREL"],
  [33, "DTPREL64"],
  [34, "DTPRELHI"],
  [35, "DTPRELLO"],
  [36, "DTPREL16"],
  [37, "GOTTPREL"],
  [38, "TPREL64"],
  [39, "TPRELHI"],
  [40, "TPRELLO"],
  [41, "TPREL16"],
  [42, "BR26ADDR"], // SW64, core4
  [43, "LITERAL_GOT"], // SW64
  [44, "TLSREL_GOT"], // SW64
];

/** Of other machines what DWARF sections need. */
const I386: readonly Row[] = [
  [1, "32", 4],
  [2, "PC32", 4, "relative"],
  [8, "RELATIVE"],
];
const AARCH64: readonly Row[] = [
  [257, "ABS64", 8],
  [258, "ABS32", 4],
  [260, "PREL64", 8, "relative"],
  [261, "PREL32", 4, "relative"],
  [1027, "RELATIVE"],
];

type Types = ReadonlyMap<number, RelocationType>;

function types(rows: readonly Row[]): Types {
  return new Map(
    rows.map(([number, name, bytes, kind]) => [
      number,
      bytes === undefined ? { name } : { name, field: { bytes, relative: kind === "relative" } },
    ]),
  );
}

const sw64 = types(SW64);

/** e_machine -> its relocations by number. */
const BY_MACHINE: ReadonlyMap<number, Types> = new Map([
  [3, types(I386)],
  [62, types(X86_64)],
  [183, types(AARCH64)],
  [268, sw64],
  [423, sw64],
  [36902, sw64], // Alpha
  [39190, sw64],
]);

/** Null for a machine whose relocations are not known here. */
export function relocationTypes(machine: number): Types | null {
  return BY_MACHINE.get(machine) ?? null;
}
