import type { Loss } from "../../../src/model/capture";
import { DecodeError, type DecodeErrorCode, type DecodeFailure } from "../../../src/model/decodeError";

/** What can be wrong with a profile that is read nevertheless, and what then becomes of the part that is. */
const KINDS = {
  "bad sample type": ["Malformed", "sample_type", "left out, and with it what its values count"],
  "bad mapping": ["Malformed", "mapping", "left out"],
  "bad function": ["Malformed", "function", "left out"],
  "bad location": ["Malformed", "location", "left out"],
  "bad sample": ["Malformed", "sample", "left out"],
  "bad field": ["Malformed", "field", "wire type is not that of the field: left out"],
  "zero mapping id": ["Malformed", "mapping", "id 0 means no mapping: left out"],
  "zero function id": ["Malformed", "function", "id 0 is reserved: read all the same"],
  "zero location id": ["Malformed", "location", "id 0 is reserved: read all the same"],
  "repeated id": ["Malformed", "id", "is there already: the first one counts"],
  "unknown mapping": ["Malformed", "location", "its mapping_id is not in the file: address without a module"],
  "unknown function": ["Malformed", "line", "its function is not in the file or has no name: line left out"],
  "unknown location": ["Malformed", "sample", "a location_id is not in the file: frame left out"],
  "unknown string": ["Malformed", "string", "not in string_table: read as empty"],
  "value count": ["Malformed", "sample", "has not one value per sample type: left out"],
  "rounded value": ["TooLarge", "sample value", "is beyond 2^53: rounded"],
  "bad label": ["Malformed", "label", "left out"],
  "repeated label": ["Malformed", "label", "a number with this key is there already: the first one counts"],
  "too many labels": ["TooLarge", "label", "there are more keys than the limit: left out"],
  "bad row": ["Malformed", "row", "is not of this kind of profile: left out"],
  "long stack": ["TooLarge", "sample", "its stack is deeper than the limit: callers left out"],
  "too many stacks": ["TooLarge", "sample", "there are more distinct stacks than the limit: left out"],
} satisfies Record<string, readonly [DecodeErrorCode, string, string]>;

export type DamageKind = keyof typeof KINDS;

/** Counts damage by kind; a message is made only of the first of each. */
export class Damage {
  /** "pprof", or "pprof (decompressed)": offsets then count from the start of the decompressed data. */
  readonly where: string;
  readonly #kinds = new Map<DamageKind, { count: number; readonly first: DecodeFailure }>();
  readonly #others: Loss[] = [];

  constructor(where: string) {
    this.where = where;
  }

  add(kind: DamageKind, offset: number, detail?: string): void {
    const loss = this.#kinds.get(kind);
    if (loss !== undefined) {
      loss.count++;
      return;
    }
    const [code, noun, consequence] = KINDS[kind];
    const text = detail === undefined ? consequence : `${detail}: ${consequence}`;
    this.#kinds.set(kind, { count: 1, first: new DecodeError(code, `${this.where} ${noun}`, offset, text).failure });
  }

  addFailure(first: DecodeFailure): void {
    this.#others.push({ count: 1, first });
  }

  error(code: DecodeErrorCode, noun: string, offset: number, detail: string): DecodeError {
    return new DecodeError(code, `${this.where} ${noun}`, offset, detail);
  }

  losses(): readonly Loss[] {
    return [...this.#others, ...this.#kinds.values()];
  }
}
