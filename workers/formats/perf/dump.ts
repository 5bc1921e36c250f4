import type { SampleAttr } from "../../../src/model/stackDumps";
import { SampleFields } from "./sampleFields";
import { type SampleLayout, sampleLayout } from "./sampleLayout";

/**
 * The registers and the stack that one SAMPLE record holds a copy of (`--call-graph dwarf`). One object for all
 * samples of an event: `find` fills it again for each. Offsets count in the view; numbers in the record are
 * little-endian, the bytes of the stack as the machine had them.
 *
 *   REGS_USER   abi u64, registers u64[], those of sample_regs_user in ascending order of their bits
 *   STACK_USER  size u64, bytes[size], dyn_size u64: the first dyn_size of them were copied, from the stack pointer up
 */
export class StackDump {
  abi = 0; // enum perf_sample_regs_abi: 0 none, 1 of a 32-bit task, 2 of a 64-bit one
  registers = -1; // the first one; -1 for none
  stack = -1; // its first byte; -1 for none
  stackBytes = 0; // valid ones
  isFull = false; // as many as were asked for are valid: there may be more of the stack
  readonly #layout: SampleLayout;
  readonly #fields = new SampleFields();

  constructor(attr: SampleAttr) {
    this.#layout = sampleLayout(attr);
  }

  /** False where the record at [at, at + size) holds no registers: of a kernel thread, or damaged. */
  find(view: DataView, at: number, size: number): boolean {
    const fields = this.#fields;
    if (fields.locate(this.#layout, view, at + 8, at + size)) fields.locateRest(this.#layout);
    else fields.forgetRest();
    this.abi = fields.userAbi;
    this.registers = fields.userRegs;
    this.stack = fields.stackDynSize < 0 ? -1 : fields.stack;
    this.stackBytes = 0;
    this.isFull = false;
    if (this.stack >= 0) {
      const dynSize = view.getUint32(fields.stackDynSize, true);
      const isSmall = view.getUint32(fields.stackDynSize + 4, true) === 0;
      this.stackBytes = isSmall ? Math.min(dynSize, fields.stackBytes) : fields.stackBytes;
      this.isFull = this.stackBytes === fields.stackBytes;
    }
    return this.registers >= 0;
  }
}
