import type { RegisterName, SampleRegisters } from "../../../src/model/registers";
import type { StackDumps } from "../../../src/model/stackDumps";
import { archNamed } from "../../arch/registry";
import type { ByteSource } from "../../io/byteSource";
import { StackDump } from "./dump";
import { readDumps } from "./dumpRecords";

/**
 * The registers of one sample, read again by range: `dumps` has that one row. Null where its record holds none (a
 * kernel thread, a 32-bit program), or where the file's processor is not known.
 */
export async function sampleRegisters(
  sources: readonly ByteSource[],
  dumps: StackDumps,
  arch: string | null,
): Promise<SampleRegisters | null> {
  const mask = dumps.attr.sampleRegsUser;
  const names = archNamed(arch)?.registerNames(mask);
  if (names === undefined) return null;
  const dump = new StackDump(dumps.attr);
  const registers = registersOf(mask, names);
  const values = new BigUint64Array(registers.length);
  let isFound = false;
  const handler: Parameters<typeof readDumps>[2] = (_profile, _row, { view }, at, size) => {
    if (!dump.find(view, at, size) || dump.abi !== ABI_64) return;
    for (let i = 0; i < values.length; i++) values[i] = view.getBigUint64(dump.registers + 8 * i, true);
    isFound = true;
  };
  await readDumps(sources, [dumps], handler, () => undefined);
  return isFound ? { registers, values } : null;
}

const ABI_64 = 2; // PERF_SAMPLE_REGS_ABI_64

/** Those of the mask, in ascending order of its bits; a bit that this processor has no register for is "bit N". */
function registersOf(mask: bigint, names: readonly RegisterName[]): RegisterName[] {
  const registers: RegisterName[] = [];
  for (let bit = 0; bit < 64; bit++) {
    if ((mask >> BigInt(bit)) & 1n) registers.push(names[bit] ?? { name: `bit ${bit}`, role: "other" });
  }
  return registers;
}
