import { copied, type Iced, resultOf, textAt } from "./iced";
import { asObjdump } from "./objdumpText";

const SYNTAX_XED = 1; // FormatterSyntax.Intel
const SIZE_ALWAYS = 1; // MemorySizeOptions.Always

/** Instructions as text. Lives as long as its library. */
export class Formatter {
  readonly #iced: Iced;
  readonly #formatter: number;

  /** XED's syntax is nearest to that of `objdump -M intel`; `asObjdump` does the rest. */
  constructor(iced: Iced) {
    this.#iced = iced;
    const [formatter] = resultOf(iced, (result) => iced.formatter_new(result, SYNTAX_XED));
    this.#formatter = formatter;
    iced.formatter_set_hexPrefix(formatter, copied(iced, new Uint8Array([0x30, 0x78])), 2); // "0x"
    iced.formatter_set_hexSuffix(formatter, copied(iced, new Uint8Array(0)), 0);
    iced.formatter_set_memorySizeOptions(formatter, SIZE_ALWAYS);
    iced.formatter_set_uppercaseHex(formatter, 0);
    iced.formatter_set_uppercaseKeywords(formatter, 1);
    iced.formatter_set_smallHexNumbersInDecimal(formatter, 0);
    iced.formatter_set_addLeadingZeroToHexNumbers(formatter, 0);
    iced.formatter_set_branchLeadingZeros(formatter, 0);
    iced.formatter_set_showBranchSize(formatter, 0);
    iced.formatter_set_ripRelativeAddresses(formatter, 1);
    iced.formatter_set_alwaysShowScale(formatter, 1);
    iced.formatter_set_showUselessPrefixes(formatter, 1);
    iced.formatter_set_showZeroDisplacements(formatter, 1);
    iced.formatter_set_spaceAfterOperandSeparator(formatter, 0);
  }

  /** "mnemonic<TAB>operands"; `bytes` are those of the instruction. */
  text(instruction: number, bytes: Uint8Array): string {
    const iced = this.#iced;
    const mnemonic = this.#string((result) => iced.formatter_formatMnemonic(result, this.#formatter, instruction));
    const operands = this.#string((result) => iced.formatter_formatAllOperands(result, this.#formatter, instruction));
    return asObjdump(mnemonic, operands, bytes);
  }

  #string(format: (result: number) => void): string {
    const [pointer, length] = resultOf(this.#iced, format);
    const text = textAt(this.#iced, pointer, length);
    this.#iced.__wbindgen_free(pointer, length, 1);
    return text;
  }
}
