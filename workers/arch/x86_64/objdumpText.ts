/**
 * What XED's syntax and `objdump -d -M intel` write differently. Applied to "mnemonic operands" in this order; checked
 * on whole libraries by `npm run oracles`.
 */
const REWRITES: readonly (readonly [RegExp, string | ((...parts: string[]) => string)])[] = [
  // String instructions: the size is in the operands, which stand with their segments.
  [/^((?:rep\w* )?)movs[bwdq] (\w+ PTR )\[([er]di)\],(\w+ PTR )((?:\ws:)?)\[([er]si)\]$/, movs],
  [
    /^((?:rep\w* )?)stos([bwdq]) (\w+ PTR )\[([er]di)\]$/,
    (_, rep, size, ptr, di) => `${rep}stos ${ptr}es:[${di}],${accumulator(size)}`,
  ],
  [
    /^((?:rep\w* )?)scas([bwdq]) (\w+ PTR )\[([er]di)\]$/,
    (_, rep, size, ptr, di) => `${rep}scas ${accumulator(size)},${ptr}es:[${di}]`,
  ],
  [
    /^((?:rep\w* )?)lods([bwdq]) (\w+ PTR )\[([er]si)\]$/,
    (_, rep, size, ptr, si) => `${rep}lods ${accumulator(size)},${ptr}ds:[${si}]`,
  ],
  [/^((?:rep\w* )?)cmps[bwdq] (\w+ PTR )\[([er]si)\],(\w+ PTR )\[([er]di)\]$/, "$1cmps $2ds:[$3],$4es:[$5]"],
  // The longest kind of nop says its unneeded segment before the name.
  [/^((?:data16 )*)nop (\w+ PTR )cs:/, "$1cs nop $2"],
  // Branches: no 0x.
  [/^((?:bnd |notrack )*(?:j\w+|call|loop\w*|xbegin)) 0x([0-9a-f]+)$/, "$1 $2"],
  // Absolute addresses have their segment, and no brackets.
  [/([c-gs]s):\[(0x[0-9a-f]+)\]/, "$1:$2"],
  [/\[(0x[0-9a-f]+)\]/, "ds:$1"],
  [/\[([er]ip)-(0x[0-9a-f]+)\]/, (_, ip, back) => `[${ip}+0x${BigInt.asUintN(64, -BigInt(back)).toString(16)}]`],
  // The x87 stack's top is not said where no other register could stand.
  [/^(f\w+) st,(.* PTR .*)$/, "$1 $2"],
  [/^(fi?stt?p?) (.*),st$/, "$1 $2"],
  [/^(fld|fxch|fu?comp?|ffree) st,(st\(\d\))$/, "$1 $2"],
  [/^(f(?:add|mul|subr?|divr?)p)$/, "$1 st(1),st"],
  [/^fxch$/, "fxch st(1)"],
  // AVX-512: masks of gathered and scattered elements, and one element for all.
  [/^(v\w*(?:gather|scatter)\w* .*),(k\d),/, "$1{$2},"],
  [/(\w+) PTR (\S*\[[^\]]*\])\{1to\d+\}/, "$1 BCST $2"],
  [/^rep(n?)e /, "rep$1z "],
  [/^rep ret/, "repz ret"],
  [/^(pushf|popf)q$/, "$1"],
  // A product into one of its factors is said with both.
  [/^imul (\w+),(0x[0-9a-f]+)$/, "imul $1,$1,$2"],
];

function movs(_: string, rep = "", to = "", di = "", from = "", segment = "", si = ""): string {
  return `${rep}movs ${to}es:[${di}],${from}${segment === "" ? "ds:" : segment}[${si}]`;
}

function accumulator(size = ""): string {
  return { b: "al", w: "ax", d: "eax" }[size] ?? "rax";
}

/** Prefixes before an opcode: legacy ones and REX. */
function opcodeOf(bytes: Uint8Array): number {
  const at = bytes.findIndex((byte) => !LEGACY_PREFIXES.has(byte) && (byte & 0xf0) !== 0x40);
  return bytes[at] ?? 0;
}

/** The last one is meant, each before it is a prefix without a meaning. */
function operandSizePrefixes(bytes: Uint8Array): number {
  return Math.max(
    1,
    bytes.findIndex((byte) => byte !== 0x66),
  );
}

const LEGACY_PREFIXES: ReadonlySet<number> = new Set([
  0x26, 0x2e, 0x36, 0x3e, 0x64, 0x65, 0x66, 0x67, 0xf0, 0xf2, 0xf3,
]);

/** Opcodes whose one immediate or address has 8 bytes, and those that shift by one. */
const MOV_IMM64_FIRST = 0xb8;
const MOV_OFFSET = { first: 0xa0, last: 0xa3 } as const;
const SHIFT_BY_ONE: ReadonlySet<number> = new Set([0xd0, 0xd1]);

/** "mnemonic<TAB>operands" as objdump writes them; `bytes` are those of the instruction. */
export function asObjdump(mnemonic: string, operands: string, bytes: Uint8Array): string {
  let text = operands === "" ? mnemonic : `${mnemonic} ${operands}`;
  for (const [pattern, replacement] of REWRITES) {
    text = typeof replacement === "string" ? text.replace(pattern, replacement) : text.replace(pattern, replacement);
  }
  const opcode = opcodeOf(bytes);
  const isLong =
    (opcode & 0xf8) === MOV_IMM64_FIRST ? bytes.length >= 10 : opcode >= MOV_OFFSET.first && opcode <= MOV_OFFSET.last;
  if (isLong) text = text.replace(/^mov /, "movabs ").replace(/\w+ PTR /, "");
  if (text.startsWith("cs nop ")) text = "data16 ".repeat(operandSizePrefixes(bytes) - 1) + text;
  if (SHIFT_BY_ONE.has(opcode)) text = text.replace(/,0x1$/, ",1");
  const [, name = text, rest = ""] = NAME_AND_REST.exec(text) ?? [];
  return `${name}\t${rest}`;
}

const NAME_AND_REST = /^((?:(?:rep\w*|lock|bnd|notrack|data16|cs|xacquire|xrelease) )*\S+) (.*)$/;
