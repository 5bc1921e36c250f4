import type { LifeCounts } from "../../../../src/model/goTrace";

/** LifeCounts while they are counted. */
export class LifeCounter {
  existed = 0;
  allocated = 0;
  freed = 0;
  unknownFrees = 0;
  overwritten = 0;

  get any(): boolean {
    return this.existed + this.allocated + this.freed + this.unknownFrees > 0;
  }

  born(existed: boolean): void {
    if (existed) this.existed++;
    else this.allocated++;
  }

  counts(): LifeCounts {
    const { existed, allocated, freed, unknownFrees, overwritten } = this;
    return { existed, allocated, freed, unknownFrees, overwritten };
  }
}
