/** Takes an event: ns since the start of the trace, its arguments (valid during the call), and its OS thread. */
export type Handler = (ns: number, args: Float64Array, thread: number) => void;

/** Handlers by the names of events. */
export type Handlers = readonly (readonly [event: string, handler: Handler])[];
