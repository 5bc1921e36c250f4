/** Where the names and lines of an address come from. */
export type FrameOrigin = "main" | "split" | "alt";

/** Takes what is known of the addresses, in any order, each at most once. */
export interface FrameSink {
  /** An identifier of a text, the same for equal ones. */
  text(text: string): number;
  /** The same of a function by its linkage name, which may be mangled. */
  func(name: string): number;
  /** The ELF symbol that begins exactly there, -1 for none. Its name is better than DWARF's: "f.cold", "_ZN1AC2Ev". */
  symbolAt(address: number): Promise<number>;
  /** Begins an address; `frame` then gives its frames, innermost first. Texts are -1 where they are not known. */
  begin(index: number, origin: FrameOrigin): void;
  frame(func: number, file: number, line: number, column: number): void;
  /** The unit knows a line, but no function: assembly. */
  lineOnly(index: number, file: number, line: number, column: number): void;
}
