import type { Rung } from "./stacks";

/** One line of the address box: "module address", "module+0xoffset" or "address". */
export interface AddressQuery {
  readonly input: string; // as it was pasted, without the space around it
  readonly module: string | null; // base name, null where the line names none
  readonly address: number; // signed, like Svma and Avma; NaN where the line has none
  /** An address as the ELF file states it, or an offset from the start of the file, as the page writes "module+0x…". */
  readonly counts: "stated" | "file-offset";
}

/** One line of the answer, innermost first. */
export interface AddressFrame {
  readonly func: string;
  readonly file: string | null;
  readonly line: number; // 0 when unknown
  readonly column: number; // 0 when unknown
  readonly inlined: boolean; // into the next one
}

export interface AddressAnswer {
  readonly query: AddressQuery;
  readonly module: string; // base name of the module that was asked, "" where none has the address
  readonly rung: Rung;
  readonly frames: readonly AddressFrame[]; // empty where nothing is known
}
