import type { RecordStream, SpaceMappings, StackDumps } from "../../../src/model/stackDumps";
import { GrowingColumn } from "../../profile/growingColumn";
import type { Attr } from "./attr";

/** Where the stack dumps of one event lie, while its samples are read. */
export class DumpColumns {
  readonly #offset = new GrowingColumn((length) => new Float64Array(length));
  readonly #stream = new GrowingColumn((length) => new Int32Array(length));

  push(offset: number, stream: number): void {
    this.#offset.push(offset);
    this.#stream.push(stream);
  }

  /** `order` as of SampleColumns.finishWithOrder. `memory`: the address space of each sample. */
  finish(
    order: Int32Array | null,
    { attr, atReturn }: { readonly attr: Attr; readonly atReturn: boolean },
    { streams, littleEndian }: { readonly streams: readonly RecordStream[]; readonly littleEndian: boolean },
    memory: { readonly space: Int32Array; readonly spaces: SpaceMappings },
  ): StackDumps {
    const { sampleType, readFormat, branchSampleType, sampleRegsUser, sampleRegsIntr } = attr;
    return {
      offset: this.#offset.finish(order),
      stream: this.#stream.finish(order),
      streams,
      ...memory,
      littleEndian,
      attr: { sampleType, readFormat, branchSampleType, sampleRegsUser, sampleRegsIntr },
      kernelChainOnly: attr.excludeCallchainUser,
      atReturn,
      stop: null,
      outerCfa: null,
      innerSp: null,
    };
  }
}
