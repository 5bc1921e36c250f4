/**
 * The functions that we call of iced-x86's WebAssembly, as its wasm-bindgen made them: objects are pointers, booleans
 * numbers, and what does not fit into a number comes back in memory at the pointer that is given first.
 */
export interface Iced {
  readonly memory: WebAssembly.Memory;
  __wbindgen_add_to_stack_pointer(bytes: number): number;
  __wbindgen_malloc(bytes: number, align: number): number;
  __wbindgen_free(pointer: number, bytes: number, align: number): void;
  /** Takes over the bytes. */
  decoder_new(result: number, bitness: number, bytes: number, length: number, options: number): void;
  decoder_set_ip(decoder: number, ip: bigint): void;
  decoder_decodeOut(decoder: number, instruction: number): void;
  __wbg_decoder_free(decoder: number): void;
  instruction_new(): number;
  instruction_length(instruction: number): number;
  instruction_flowControl(instruction: number): number;
  instruction_isInvalid(instruction: number): number;
  instruction_nearBranchTarget(instruction: number): bigint;
  instruction_isIpRelMemoryOperand(instruction: number): number;
  instruction_ipRelMemoryAddress(instruction: number): bigint;
  __wbg_instruction_free(instruction: number): void;
  formatter_new(result: number, syntax: number): void;
  formatter_formatMnemonic(result: number, formatter: number, instruction: number): void;
  formatter_formatAllOperands(result: number, formatter: number, instruction: number): void;
  formatter_set_hexPrefix(formatter: number, text: number, length: number): void;
  formatter_set_hexSuffix(formatter: number, text: number, length: number): void;
  formatter_set_memorySizeOptions(formatter: number, option: number): void;
  formatter_set_uppercaseHex(formatter: number, on: number): void;
  formatter_set_uppercaseKeywords(formatter: number, on: number): void;
  formatter_set_smallHexNumbersInDecimal(formatter: number, on: number): void;
  formatter_set_addLeadingZeroToHexNumbers(formatter: number, on: number): void;
  formatter_set_branchLeadingZeros(formatter: number, on: number): void;
  formatter_set_showBranchSize(formatter: number, on: number): void;
  formatter_set_ripRelativeAddresses(formatter: number, on: number): void;
  formatter_set_alwaysShowScale(formatter: number, on: number): void;
  formatter_set_showUselessPrefixes(formatter: number, on: number): void;
  formatter_set_showZeroDisplacements(formatter: number, on: number): void;
  formatter_set_spaceAfterOperandSeparator(formatter: number, on: number): void;
}

/** FlowControl of iced-x86 1.21: what an instruction may do to the instruction pointer. */
export const FLOW_CONTROL = {
  UNCONDITIONAL_BRANCH: 1,
  INDIRECT_BRANCH: 2,
  CONDITIONAL_BRANCH: 3,
  RETURN: 4,
  CALL: 5,
  INDIRECT_CALL: 6,
  XBEGIN_XABORT_XEND: 8,
} as const;

let loaded: Iced | null = null;

/** Compiles it at first use: synchronously, which only a page's main thread may not. */
export function loadIced(base64: string): Iced {
  if (loaded !== null) return loaded;
  const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  const module = new WebAssembly.Module(bytes);
  const imports: Record<string, Record<string, WebAssembly.ImportValue>> = {};
  for (const { module: from, name } of WebAssembly.Module.imports(module)) {
    // What it imports makes JavaScript's objects of its own; nothing that we call returns any.
    imports[from] = { ...imports[from], [name]: name === "__wbindgen_throw" ? throwText : () => 0 };
  }
  loaded = new WebAssembly.Instance(module, imports).exports as unknown as Iced;
  return loaded;
}

function throwText(pointer: number, length: number): never {
  throw new Error(loaded === null ? "iced-x86" : textAt(loaded, pointer, length));
}

const utf8 = new TextDecoder();

export function textAt({ memory }: Iced, pointer: number, length: number): string {
  return utf8.decode(new Uint8Array(memory.buffer, pointer >>> 0, length));
}

/** Calls `make` with a place for its result and gives the two words that it leaves there. */
export function resultOf(iced: Iced, make: (result: number) => void): readonly [number, number] {
  const result = iced.__wbindgen_add_to_stack_pointer(-16);
  try {
    make(result);
    const words = new Int32Array(iced.memory.buffer, result, 2);
    return [words[0] ?? 0, words[1] ?? 0];
  } finally {
    iced.__wbindgen_add_to_stack_pointer(16);
  }
}

/** Bytes copied into its memory; whoever takes the pointer frees it. */
export function copied(iced: Iced, bytes: Uint8Array): number {
  const pointer = iced.__wbindgen_malloc(Math.max(1, bytes.length), 1) >>> 0;
  new Uint8Array(iced.memory.buffer).set(bytes, pointer);
  return pointer;
}
