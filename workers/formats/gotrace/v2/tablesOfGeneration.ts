/** What the numbers in the events of one generation stand for. */
export interface GenerationTables {
  readonly gen: number;
  readonly strings: ReadonlyMap<number, string>;
  readonly stacks: ReadonlyMap<number, number>; // -> StackCapture.stacks
  readonly types: ReadonlyMap<number, number>; // -> TracedTypes
}

export const NO_TABLES: GenerationTables = { gen: 0, strings: new Map(), stacks: new Map(), types: new Map() };

/** Takes an event: ns since the start of the trace, its arguments (valid during the call), and its OS thread. */
export type Handler = (ns: number, args: Float64Array, thread: number) => void;

/** Handlers by the names of events. */
export type Handlers = readonly (readonly [event: string, handler: Handler])[];
