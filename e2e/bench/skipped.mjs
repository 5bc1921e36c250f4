/** A comparison that this machine cannot make: its message says why. */
export class Skipped extends Error {}
