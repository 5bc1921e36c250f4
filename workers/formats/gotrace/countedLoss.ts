import type { Loss } from "../../../src/model/capture";
import type { DecodeError } from "../../../src/model/decodeError";
import type { LossLog } from "../../io/lossLog";

/** A loss that may come with every event: only the first is put into words. */
export class CountedLoss {
  #count = 0;
  #first: Loss["first"] | null = null;

  add(failure: () => DecodeError): void {
    this.#count++;
    this.#first ??= failure().failure;
  }

  tell(losses: LossLog): void {
    if (this.#first !== null) losses.merge({ count: this.#count, first: this.#first });
  }
}
