import { FLOWS, type Flow, type Instructions } from "../../../src/model/disassembly";
import type { MachineCode } from "../arch";
import { Formatter } from "./formatter";
import { copied, FLOW_CONTROL, type Iced, loadIced, resultOf } from "./iced";

/** What iced-x86 tells apart and we do not. Everything else goes on to the next instruction. */
const FLOW: Readonly<Record<number, Flow>> = {
  [FLOW_CONTROL.UNCONDITIONAL_BRANCH]: "jump",
  [FLOW_CONTROL.INDIRECT_BRANCH]: "jump",
  [FLOW_CONTROL.CONDITIONAL_BRANCH]: "branch",
  [FLOW_CONTROL.XBEGIN_XABORT_XEND]: "branch",
  [FLOW_CONTROL.RETURN]: "return",
  [FLOW_CONTROL.CALL]: "call",
  [FLOW_CONTROL.INDIRECT_CALL]: "call",
};

/** FlowControl.Call has system calls too, FlowControl.Return those that come back from them. */
const SYSTEM_CALL = /^(sys|vm|td|seam)/;

/** x86_64 code by iced-x86, which is given as the library. Bytes that are no instruction are rows of one byte. */
export async function disassemble({ start, bytes, library }: MachineCode): Promise<Instructions> {
  if (library === null) throw new Error("x86_64 is disassembled by iced-x86");
  const iced = loadIced(library);
  const rows = new Rows(bytes);
  const formatter = formatterOf(iced);
  const [decoder] = resultOf(iced, (result) => {
    iced.decoder_new(result, 64, copied(iced, bytes), bytes.length, 0);
  });
  const instruction = iced.instruction_new();
  try {
    iced.decoder_set_ip(decoder, BigInt(start));
    for (let at = 0; at < bytes.length; ) {
      iced.decoder_decodeOut(decoder, instruction);
      const size = Math.max(1, iced.instruction_length(instruction));
      const isBad = iced.instruction_isInvalid(instruction) !== 0;
      const text = isBad ? "(bad)\t" : formatter.text(instruction, bytes.subarray(at, at + size));
      const flow = flowOf(iced, instruction, text);
      rows.push(start + at, size, text, flow, targetOf(iced, instruction, flow), reference(iced, instruction));
      at += size;
    }
  } finally {
    iced.__wbg_instruction_free(instruction);
    iced.__wbg_decoder_free(decoder);
  }
  return rows.done();
}

let formatter: Formatter | null = null;

function formatterOf(iced: Iced): Formatter {
  formatter ??= new Formatter(iced);
  return formatter;
}

function flowOf(iced: Iced, instruction: number, text: string): Flow {
  return SYSTEM_CALL.test(text) ? "next" : (FLOW[iced.instruction_flowControl(instruction)] ?? "next");
}

/** A target in the instruction itself; 0 is what iced says where there is none. */
function targetOf(iced: Iced, instruction: number, flow: Flow): number {
  if (flow === "next" || flow === "return") return Number.NaN;
  const target = Number(BigInt.asIntN(64, iced.instruction_nearBranchTarget(instruction)));
  return target === 0 ? Number.NaN : target;
}

function reference(iced: Iced, instruction: number): number {
  if (iced.instruction_isIpRelMemoryOperand(instruction) === 0) return Number.NaN;
  return Number(BigInt.asIntN(64, iced.instruction_ipRelMemoryAddress(instruction)));
}

/** Columns of Instructions that are as long as the bytes allow. */
class Rows {
  readonly #bytes: Uint8Array;
  readonly #address: Float64Array;
  readonly #size: Uint8Array;
  readonly #flow: Uint8Array;
  readonly #target: Float64Array;
  readonly #refers: Float64Array;
  readonly #text: string[] = [];

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    this.#address = new Float64Array(bytes.length);
    this.#size = new Uint8Array(bytes.length);
    this.#flow = new Uint8Array(bytes.length);
    this.#target = new Float64Array(bytes.length);
    this.#refers = new Float64Array(bytes.length);
  }

  push(address: number, size: number, text: string, flow: Flow, target: number, refers: number): void {
    const row = this.#text.push(text) - 1;
    this.#address[row] = address;
    this.#size[row] = size;
    this.#flow[row] = FLOWS.indexOf(flow);
    this.#target[row] = target;
    this.#refers[row] = refers;
  }

  done(): Instructions {
    const length = this.#text.length;
    return {
      length,
      address: this.#address.slice(0, length),
      bytes: this.#bytes,
      size: this.#size.slice(0, length),
      text: this.#text,
      flow: this.#flow.slice(0, length),
      target: this.#target.slice(0, length),
      refers: this.#refers.slice(0, length),
    };
  }
}
