import type { SampleLayout } from "./sampleLayout";

/**
 * Where the fields of one SAMPLE record lie whose places depend on what is in it: from READ on, in the order of
 * kernel/events/core.c `perf_output_sample`. One object for all samples, which come by the million: `locate` fills it
 * again for each. Offsets count in the view; -1 for what the record lacks.
 *
 *   READ, CALLCHAIN, RAW, BRANCH_STACK, REGS_USER, STACK_USER, WEIGHT, DATA_SRC, TRANSACTION, REGS_INTR, PHYS_ADDR,
 *   CGROUP, DATA_PAGE_SIZE, CODE_PAGE_SIZE, AUX
 */
export class SampleFields {
  read = -1;
  readValues = 1; // with GROUP: members
  chain = -1; // its first address
  chainLength = 0;
  raw = -1; // its first byte
  rawBytes = 0;
  hwIndex = -1;
  branches = -1; // the first { from, to, flags }
  branchCount = 0;
  branchCounters = -1;
  userAbi = 0; // enum perf_sample_regs_abi: 0 none, 1 of a 32-bit task, 2 of a 64-bit one
  userRegs = -1;
  stack = -1; // its first byte, where the stack pointer was
  stackBytes = 0; // as asked for
  stackDynSize = -1; // u64 behind them: how many are valid
  weight = -1;
  dataSrc = -1;
  transaction = -1;
  intrAbi = 0;
  intrRegs = -1;
  physAddr = -1;
  cgroup = -1;
  dataPageSize = -1;
  codePageSize = -1;
  aux = -1;
  auxBytes = 0;

  /** After `locate`: the field that does not fit into the record, where it is, and what is wrong with it. */
  failed: string | null = null;
  failedAt = 0;
  failure = "";

  #view: DataView = NO_BYTES;
  #at = 0;
  #end = 0;

  /**
   * Finds READ and CALLCHAIN of the record with the body [body, end); the rest, which few events have, by `locateRest`.
   * False when the record ends before they do.
   */
  locate(layout: SampleLayout, view: DataView, body: number, end: number): boolean {
    this.#view = view;
    this.#at = body + layout.fixedBytes;
    this.#end = end;
    this.failed = null;
    this.readValues = 1;
    this.chain = -1;
    this.chainLength = 0;
    if (this.#at > end) return this.#fail("SAMPLE", `its fields need ${layout.fixedBytes} bytes`);
    if (layout.read && !this.#read(layout)) return false;
    if (!layout.callchain) return true;
    const length = this.#count();
    if (this.failed !== null) return false;
    if (length * 8 > end - this.#at) return this.#fail("SAMPLE CALLCHAIN", `it has ${length} addresses`);
    this.chain = this.#at;
    this.chainLength = length;
    this.#at += length * 8;
    return true;
  }

  /** Finds everything behind CALLCHAIN. False when the record ends before it does: what comes later is then missing. */
  locateRest(layout: SampleLayout): boolean {
    this.forgetRest();
    if (layout.raw && !this.#raw()) return false;
    if (layout.branchStack && !this.#branches(layout)) return false;
    if (layout.regsUser >= 0) {
      this.userAbi = this.#count();
      if (this.userAbi !== 0) this.userRegs = this.#words(layout.regsUser, "SAMPLE REGS_USER");
    }
    if (this.failed === null && layout.stackUser && !this.#stack()) return false;
    if (layout.weight) this.weight = this.#words(1, "SAMPLE WEIGHT");
    if (layout.dataSrc) this.dataSrc = this.#words(1, "SAMPLE DATA_SRC");
    if (layout.transaction) this.transaction = this.#words(1, "SAMPLE TRANSACTION");
    if (layout.regsIntr >= 0) {
      this.intrAbi = this.#count();
      if (this.intrAbi !== 0) this.intrRegs = this.#words(layout.regsIntr, "SAMPLE REGS_INTR");
    }
    if (layout.physAddr) this.physAddr = this.#words(1, "SAMPLE PHYS_ADDR");
    if (layout.cgroup) this.cgroup = this.#words(1, "SAMPLE CGROUP");
    if (layout.dataPageSize) this.dataPageSize = this.#words(1, "SAMPLE DATA_PAGE_SIZE");
    if (layout.codePageSize) this.codePageSize = this.#words(1, "SAMPLE CODE_PAGE_SIZE");
    if (layout.aux) {
      this.auxBytes = this.#count();
      this.aux = this.#bytes(this.auxBytes, "SAMPLE AUX");
    }
    return this.failed === null;
  }

  /** `{ nr, … }` with GROUP, else one value. */
  #read({ group, readHead, readMember }: SampleLayout): boolean {
    this.read = this.#at;
    if (group) {
      this.readValues = this.#count();
      this.#at = this.read;
    }
    const bytes = readHead + this.readValues * readMember;
    if (!(bytes <= this.#end - this.#at)) return this.#fail("SAMPLE READ", `it has ${this.readValues} values`);
    this.#at += bytes;
    return true;
  }

  /** `u32 size`, then as many bytes: together a multiple of 8. */
  #raw(): boolean {
    if (this.#at + 4 > this.#end) return this.#fail("SAMPLE RAW", "it has no size");
    this.rawBytes = this.#view.getUint32(this.#at, true);
    this.#at += 4;
    this.raw = this.#bytes(this.rawBytes, "SAMPLE RAW");
    return this.raw >= 0;
  }

  /** `nr, [hw_idx], { from, to, flags }[nr], [counters[nr]]`. */
  #branches({ branchHwIndex, branchCounters }: SampleLayout): boolean {
    this.branchCount = this.#count();
    if (branchHwIndex) this.hwIndex = this.#words(1, "SAMPLE BRANCH_STACK");
    this.branches = this.#words(this.branchCount * 3, "SAMPLE BRANCH_STACK");
    if (branchCounters) this.branchCounters = this.#words(this.branchCount, "SAMPLE BRANCH_STACK");
    return this.failed === null;
  }

  /** `size, [bytes, dyn_size]`. */
  #stack(): boolean {
    this.stackBytes = this.#count();
    if (this.stackBytes === 0) return this.failed === null;
    this.stack = this.#bytes(this.stackBytes, "SAMPLE STACK_USER");
    this.stackDynSize = this.#words(1, "SAMPLE STACK_USER");
    return this.failed === null;
  }

  /** A u64 that counts something in the record: beyond 2^32 it is more than can be, whatever it is. */
  #count(): number {
    if (this.failed !== null) return 0;
    const at = this.#at;
    if (at + 8 > this.#end) {
      this.#fail("SAMPLE", "a count is missing");
      return 0;
    }
    this.#at = at + 8;
    return this.#view.getUint32(at, true) + this.#view.getUint32(at + 4, true) * 0x1_0000_0000;
  }

  #words(count: number, field: string): number {
    return this.#bytes(count * 8, field);
  }

  /** Where the next bytes begin; -1 when they are not all there. */
  #bytes(count: number, field: string): number {
    if (this.failed !== null) return -1;
    const at = this.#at;
    if (count > this.#end - at) {
      this.#fail(field, `it has ${count} bytes`);
      return -1;
    }
    this.#at = at + count;
    return at;
  }

  #fail(field: string, what: string): false {
    if (this.failed === null) {
      this.failed = field;
      this.failedAt = this.#at;
      this.failure = `${what}, there is room for ${Math.max(0, this.#end - this.#at)}`;
    }
    return false;
  }

  /** As of a record that has nothing behind CALLCHAIN. */
  forgetRest(): void {
    this.raw = this.hwIndex = this.branches = this.branchCounters = -1;
    this.userRegs = this.stack = this.stackDynSize = -1;
    this.weight = this.dataSrc = this.transaction = this.intrRegs = -1;
    this.physAddr = this.cgroup = this.dataPageSize = this.codePageSize = this.aux = -1;
    this.rawBytes = this.branchCount = this.userAbi = this.stackBytes = this.intrAbi = this.auxBytes = 0;
  }
}

const NO_BYTES = new DataView(new ArrayBuffer(0));
