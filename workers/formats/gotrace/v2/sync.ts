import type { ClockSnapshot } from "../../../../src/model/goTrace";
import { Varints } from "../varints";
import { SYNC_VERSION, WIRE } from "./eventTable";

export interface Sync {
  readonly frequency: number; // units of time per second, 0 when not said
  readonly clock: ClockSnapshot | null;
}

const NS_PER_S = 1_000_000_000n;
const LAST_SECOND = 253_402_300_799; // of the year 9999

/**
 * Frequency {08 units per second}; since wire version 25 behind a Sync byte, with ClockSnapshot {33h dt mono sec nsec}.
 * Null when the batch is not to be read.
 */
export function readSync(bytes: Uint8Array, version: number): Sync | null {
  const varints = new Varints().over(bytes, version >= SYNC_VERSION ? 1 : 0);
  let frequency = 0;
  let clock: ClockSnapshot | null = null;
  while (varints.pos < varints.end) {
    const type = varints.byte();
    if (type === WIRE.frequency) frequency = Math.max(0, varints.next());
    else if (type === WIRE.clockSnapshot && version >= SYNC_VERSION) {
      const [dt, mono, sec, nsec] = [varints.next(), varints.next(), varints.next(), varints.next()];
      if (dt < 0 || mono < 0 || sec < 0 || sec > LAST_SECOND || nsec < 0 || nsec >= 1e9) return null;
      clock = { monoNs: BigInt(mono), wallNs: BigInt(sec) * NS_PER_S + BigInt(nsec) };
    } else return null;
  }
  return { frequency, clock };
}
