import { ByteReader } from "./byteReader";
import { type LineHeader, type LinePath, readFile } from "./lineHeader";
import type { SequenceEnds } from "./lineRepair";
import { LineSequence } from "./lineSequence";
import type { Tombstones } from "./tombstones";

/** DW_LNS_* and DW_LNE_* (7.22). */
const LNS = {
  copy: 1,
  advance_pc: 2,
  advance_line: 3,
  set_file: 4,
  set_column: 5,
  negate_stmt: 6,
  set_basic_block: 7,
  const_add_pc: 8,
  fixed_advance_pc: 9,
} as const;
const LNE = { end_sequence: 1, set_address: 2, define_file: 3 } as const;

/** What a program says of some ascending addresses. */
export interface Lines {
  readonly file: Int32Array; // number in the header's table, -1 where no row covers the address
  readonly line: Int32Array; // 0: no line of the source
  readonly column: Int32Array;
  /** Files that the program itself defined, numbered behind those of the header. */
  readonly defined: readonly LinePath[];
}

interface Options {
  /** Instead of the header's minimum_instruction_length; see lineRepair. */
  readonly minimumInstructionLength: number | null;
  readonly tombstones: Tombstones;
  readonly ends: SequenceEnds;
}

/**
 * Runs a line program (6.2.5) and notes the rows that cover the addresses. No table is kept: only the rows of the
 * sequence that is being made.
 */
export function runLineProgram(
  bytes: Uint8Array,
  header: LineHeader,
  addresses: Float64Array,
  options: Options,
): Lines {
  const machine = new LineMachine(header, addresses, options);
  const reader = new ByteReader(bytes.subarray(0, header.end));
  reader.at = header.program;
  while (reader.at < reader.end) machine.step(reader);
  return { ...machine.sequence.lines, defined: machine.defined };
}

class LineMachine {
  readonly sequence: LineSequence;
  readonly defined: LinePath[] = [];
  readonly #header: LineHeader;
  readonly #unit: number; // bytes of one step of the address
  readonly #ends: SequenceEnds;
  #address = 0;
  #operation = 0; // op_index
  #file = 1;
  #line = 1;
  #column = 0;
  #start = 0; // of the sequence, for lineRepair
  #steps = 0; // of the address that were scaled
  #fixed = 0; // bytes that were not

  constructor(header: LineHeader, addresses: Float64Array, { minimumInstructionLength, tombstones, ends }: Options) {
    this.#header = header;
    this.#unit = minimumInstructionLength ?? header.minimumInstructionLength;
    this.#ends = ends;
    this.sequence = new LineSequence(addresses, tombstones);
  }

  step(reader: ByteReader): void {
    const { opcodeBase, lineBase, lineRange, operandCounts } = this.#header;
    const opcode = reader.u8();
    if (opcode >= opcodeBase) {
      const adjusted = opcode - opcodeBase;
      const steps = (adjusted / lineRange) | 0;
      this.#advance(steps);
      this.#line += lineBase + adjusted - steps * lineRange;
      this.sequence.row(this.#address, this.#file, this.#line, this.#column);
      return;
    }
    switch (opcode) {
      case 0:
        this.#extended(reader);
        return;
      case LNS.copy:
        this.sequence.row(this.#address, this.#file, this.#line, this.#column);
        return;
      case LNS.advance_pc:
        this.#advance(reader.uleb());
        return;
      case LNS.advance_line:
        this.#line += reader.sleb();
        return;
      case LNS.set_file:
        this.#file = reader.uleb();
        return;
      case LNS.set_column:
        this.#column = reader.uleb();
        return;
      case LNS.const_add_pc:
        this.#advance(((255 - opcodeBase) / lineRange) | 0);
        return;
      case LNS.fixed_advance_pc: {
        const bytes = reader.u16();
        this.#address += bytes;
        this.#fixed += bytes;
        this.#operation = 0;
        return;
      }
      case LNS.negate_stmt:
      case LNS.set_basic_block:
        return;
      default: // no effect on address, file or line; one that is not known says how many operands it has
        for (let i = operandCounts[opcode - 1]; i > 0; i--) reader.skipLeb();
    }
  }

  #advance(steps: number): void {
    const { maximumOperations } = this.#header;
    let instructions = steps;
    if (maximumOperations > 1) {
      const operation = this.#operation + steps;
      instructions = Math.floor(operation / maximumOperations);
      this.#operation = operation % maximumOperations;
    }
    this.#address += this.#unit * instructions;
    this.#steps += instructions;
  }

  /** 0, length, opcode, operands: always goes on behind `length`. */
  #extended(reader: ByteReader): void {
    const length = reader.uleb();
    const next = reader.at + length;
    const opcode = length === 0 ? 0 : reader.u8();
    if (opcode === LNE.end_sequence) {
      this.sequence.end(this.#address);
      this.#ends.add(this.#start, this.#fixed, this.#steps);
      this.#reset();
    } else if (opcode === LNE.set_address) {
      this.#address = reader.address(length - 1);
      this.#operation = 0;
      if (this.sequence.isEmpty) this.#start = this.#address;
      this.#fixed = this.#address - this.#start;
      this.#steps = 0;
    } else if (opcode === LNE.define_file) this.defined.push(readFile(reader));
    reader.at = next;
  }

  #reset(): void {
    this.#address = 0;
    this.#operation = 0;
    this.#file = 1;
    this.#line = 1;
    this.#column = 0;
    this.#start = 0;
    this.#steps = 0;
    this.#fixed = 0;
  }
}
