// An ELF file whose functions, files, producer and folders have names in DWARF alone (version 4, names as DW_FORM_string), and a
// recording of it. Each function holds an inlined call of the next one's name in its second half:
//
//   0x1000  nop × 15, ret   function 0, its file 0      line 10, from the middle on file 1, line 20, inlined
//   0x1010  nop × 15, ret   function 1, …
import { varint } from "./varint";

const [TEXT_AT, FUNC_BYTES, HALF] = [0x1000, 16, 8];
const [SHT_PROGBITS, SHT_STRTAB, SHT_NOTE] = [1, 3, 7];
const SHF_ALLOC_EXECINSTR = 6;
const HEADER_BYTES = 64 + 56; // Elf64_Ehdr, one Elf64_Phdr

const u8 = (value: number): Buffer => Buffer.of(value);
const u16 = (value: number): Buffer => Buffer.of(value & 0xff, value >> 8);
const u32 = (value: number): Buffer => Buffer.from(Uint32Array.of(value).buffer);
const u64 = (value: number): Buffer => Buffer.from(BigUint64Array.of(BigInt(value)).buffer);
const cString = (name: Buffer): Buffer => Buffer.concat([name.filter((byte) => byte !== 0), u8(0)] as Uint8Array[]);
const sized = (content: Buffer): Buffer => Buffer.concat([u32(content.length), content]);

/** Tag, whether it has children, then attributes and forms. */
const ABBREVIATIONS: readonly (readonly number[])[] = [
  [0x11, 1, 0x25, 0x08, 0x03, 0x08, 0x1b, 0x08, 0x11, 0x01, 0x12, 0x07, 0x10, 0x17], // compile_unit: producer, name, comp_dir, low_pc, high_pc, stmt_list
  [0x2e, 1, 0x03, 0x08, 0x11, 0x01, 0x12, 0x07], // subprogram: name, low_pc, high_pc
  [0x2e, 0, 0x03, 0x08, 0x20, 0x0b], // subprogram: name, inline
  [0x1d, 0, 0x31, 0x13, 0x11, 0x01, 0x12, 0x07, 0x58, 0x0f, 0x59, 0x0f], // inlined_subroutine: abstract_origin, low_pc, high_pc, call_file, call_line
];

const addressOf = (index: number): number => TEXT_AT + index * FUNC_BYTES;

function debugInfo(names: readonly Buffer[]): Buffer {
  const named = (index: number): Buffer => cString(names[index % names.length] ?? Buffer.alloc(0));
  const head = Buffer.concat([u16(4), u32(0), u8(8)]); // version, abbreviations, bytes of an address
  const unit = [u8(1), named(0), named(1), named(2), u64(TEXT_AT), u64(names.length * FUNC_BYTES), u32(0)];
  const parts = [head, ...unit];
  let length = u32(0).length + parts.reduce((sum, part) => sum + part.length, 0);
  for (const index of names.keys()) {
    const origin = length; // DW_FORM_ref4 counts from the unit's first byte
    const added = [
      ...[u8(3), named(index + 1), u8(1)],
      ...[u8(2), named(index), u64(addressOf(index)), u64(FUNC_BYTES)],
      ...[u8(4), u32(origin), u64(addressOf(index) + HALF), u64(HALF), varint(index + 1), varint(10)],
      u8(0),
    ];
    parts.push(...added);
    length += added.reduce((sum, part) => sum + part.length, 0);
  }
  return sized(Buffer.concat([...parts, u8(0)]));
}

function debugLine(names: readonly Buffer[]): Buffer {
  const files = names.map((name) => Buffer.concat([cString(name), varint(1), varint(0), varint(0)]));
  const lengths = Buffer.of(0, 1, 1, 1, 1, 0, 0, 0, 1, 0, 0, 1); // of the standard opcodes
  const tables = Buffer.concat([
    Buffer.of(1, 1, 1, 0xfb, 14, 13), // min_inst_length, max_ops, default_is_stmt, line_base -5, line_range, opcode_base
    ...[lengths, cString(names[3] ?? Buffer.alloc(0)), u8(0), ...files, u8(0)],
  ]);
  const program = names.flatMap((_, index) => {
    const row = (file: number, lines: number): Buffer[] => [u8(4), varint(file), u8(3), varint(lines), u8(1)];
    const setAddress = Buffer.concat([Buffer.of(0, 9, 2), u64(addressOf(index))]);
    const advance = Buffer.of(2, HALF);
    return [
      setAddress,
      ...row(index + 1, 9),
      advance,
      ...row(((index + 1) % names.length) + 1, 10),
      advance,
      Buffer.of(0, 1, 1),
    ];
  });
  return sized(Buffer.concat([u16(4), sized(tables), ...program]));
}

/** The file. `names` in turn are those of its functions and files; its build id begins the first. */
export function dwarfElf(names: readonly Buffer[]): Buffer {
  const code = Buffer.concat(names.map(() => Buffer.concat([Buffer.alloc(FUNC_BYTES - 1, 0x90), u8(0xc3)])));
  const buildId = names[0]?.subarray(0, 20) ?? Buffer.alloc(20);
  const sections: readonly (readonly [name: string, type: number, content: Buffer])[] = [
    ["", 0, Buffer.alloc(0)],
    [".text", SHT_PROGBITS, code],
    [
      ".note.gnu.build-id",
      SHT_NOTE,
      Buffer.concat([u32(4), u32(buildId.length), u32(3), Buffer.from("GNU\0"), buildId]),
    ],
    [
      ".debug_abbrev",
      SHT_PROGBITS,
      Buffer.concat([...ABBREVIATIONS.map((one, i) => Buffer.from([i + 1, ...one, 0, 0])), u8(0)]),
    ],
    [".debug_info", SHT_PROGBITS, debugInfo(names)],
    [".debug_line", SHT_PROGBITS, debugLine(names)],
  ];
  const sectionNames = Buffer.from([...sections.map(([name]) => name), ".shstrtab"].join("\0").concat("\0"));
  const all = [...sections, [".shstrtab", SHT_STRTAB, sectionNames] as const];
  let at = TEXT_AT;
  const headers = all.map(([name, type, content]) => {
    const isCode = name === ".text";
    const header = [sectionNames.indexOf(`${name}\0`), type].map(u32);
    const rest = [isCode ? SHF_ALLOC_EXECINSTR : 0, isCode ? at : 0, type === 0 ? 0 : at, content.length].map(u64);
    at += content.length;
    return Buffer.concat([...header, ...rest, u32(0), u32(0), u64(1), u64(0)]);
  });
  const elf = Buffer.concat([
    Buffer.from("\x7fELF\x02\x01\x01".padEnd(16, "\0"), "latin1"),
    ...[u16(3), u16(62), u32(1), u64(0), u64(64), u64(at), u32(0)], // ET_DYN, EM_X86_64
    ...[64, 56, 1, 64, all.length, all.length - 1].map(u16),
  ]);
  const load = Buffer.concat([
    u32(1),
    u32(5),
    ...[0, 0, 0, TEXT_AT + code.length, TEXT_AT + code.length, 0x1000].map(u64),
  ]);
  const padding = Buffer.alloc(TEXT_AT - HEADER_BYTES);
  return Buffer.concat([elf, load, padding, ...all.map(([, , content]) => content), ...headers]);
}

/** As `perf script` prints it: each function's inlined half, called by the next function. */
export function dwarfScript(count: number, path: string): Buffer {
  const line = (address: number): string => `\t${address.toString(16)} [unknown] (${path})\n`;
  const samples = Array.from({ length: count }, (_, index) => {
    const caller = addressOf((index + 1) % count);
    return `prog 7 1.${String(index).padStart(6, "0")}: ${1000 - index} cycles: \n${line(addressOf(index) + HALF + 2)}${line(caller + 4)}\n`;
  });
  return Buffer.from(samples.join(""));
}
