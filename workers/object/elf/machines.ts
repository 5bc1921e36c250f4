/** e_machine -> the name perf and `uname -m` use. */
const NAMES: Readonly<Record<number, string>> = {
  2: "sparc",
  3: "i386",
  8: "mips",
  20: "ppc",
  21: "ppc64le",
  22: "s390x",
  40: "arm",
  43: "sparc64",
  62: "x86_64",
  183: "aarch64",
  243: "riscv64",
  258: "loongarch64",
  268: "sw_64", // EM_SW64 of the gABI's list; no binary with it is known
  423: "sw_64", // 0x1a7: no known source, accepted because an article names it
  36902: "alpha",
  39190: "sw_64", // what every tool chain writes
};

export const X86_64_MACHINE = 62;
export const SW64_MACHINES: ReadonlySet<number> = new Set([268, 423, 39190]);

export function machineName(machine: number): string | null {
  return NAMES[machine] ?? null;
}

/** Machines whose assemblers mark code and data with local NOTYPE symbols ($x, $d, $a, $t): EM_ARM, EM_AARCH64, EM_RISCV. */
export const MACHINES_WITH_MAPPING_SYMBOLS: ReadonlySet<number> = new Set([40, 183, 243]);

/** The machine's relocation that adds the load bias: R_386_RELATIVE and so on. */
export const RELATIVE_RELOCATION: Readonly<Record<number, number>> = {
  3: 8,
  62: 8, // R_X86_64_RELATIVE
  183: 1027, // R_AARCH64_RELATIVE
  243: 3, // R_RISCV_RELATIVE
  258: 3, // R_LARCH_RELATIVE
  268: 27, // R_SW64_RELATIVE
  423: 27,
  36902: 27, // R_ALPHA_RELATIVE
  39190: 27,
};
