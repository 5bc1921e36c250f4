/** What the page knows of speedscope's frame, from the messages of config/bridge.js. */
export interface FrameState {
  readonly phase: "loading" | "shown" | "failed" | "dead";
  /** What speedscope said when it failed. */
  readonly text: string;
  /** What it was before it fell silent: it may only have been busy. */
  readonly before: "loading" | "shown" | "failed";
}

export const LOADING: FrameState = { phase: "loading", text: "", before: "loading" };

export type FrameEvent =
  | { readonly kind: "ready" }
  | { readonly kind: "alive" }
  | { readonly kind: "silent" }
  | {
      readonly kind: "state";
      readonly state: "loading" | "shown" | "failed" | "error" | "alert";
      readonly text: string;
    };

export function nextFrameState(state: FrameState, event: FrameEvent): FrameState {
  const awake = state.phase === "dead" ? { ...state, phase: state.before } : state;
  if (event.kind === "silent")
    return { ...awake, phase: "dead", before: awake.phase === "dead" ? "loading" : awake.phase };
  if (event.kind !== "state") return awake;
  if (event.state === "loading") return LOADING;
  if (event.state === "shown") return { phase: "shown", text: "", before: "shown" };
  // An error after the picture is there has not taken it away.
  if (event.state !== "failed" && awake.phase === "shown") return awake;
  return { phase: "failed", text: event.text.slice(0, MAX_TEXT), before: "failed" };
}

const MAX_TEXT = 500;
const STATES = ["loading", "shown", "failed", "error", "alert"] as const;

/** A message of the bridge; null for anything else. Nothing in it is believed. */
export function frameEvent(data: unknown): FrameEvent | null {
  if (typeof data !== "object" || data === null || !("kind" in data)) return null;
  if (data.kind === "speedscope:ready") return { kind: "ready" };
  if (data.kind === "speedscope:alive") return { kind: "alive" };
  if (data.kind !== "speedscope:state" || !("state" in data)) return null;
  const state = STATES.find((each) => each === data.state);
  if (state === undefined) return null;
  return { kind: "state", state, text: "text" in data && typeof data.text === "string" ? data.text : "" };
}

export const SILENCE_MS = 10_000;
export const TICK_MS = 1000;

/**
 * Listens for silence. The bridge speaks every 2 s, but browsers slow the timers of hidden pages down, and a page that
 * was itself busy has messages waiting that it has not seen: neither is the frame's silence.
 */
export class Watchdog {
  #heardMs: number;
  #tickMs: number;

  constructor(nowMs: number) {
    this.#heardMs = nowMs;
    this.#tickMs = nowMs;
  }

  heard(nowMs: number): void {
    this.#heardMs = nowMs;
  }

  /** Called every TICK_MS; answers whether the frame has been silent for too long. */
  tick(nowMs: number, isHidden: boolean): boolean {
    if (isHidden || nowMs - this.#tickMs > 3 * TICK_MS) this.#heardMs = nowMs;
    this.#tickMs = nowMs;
    return nowMs - this.#heardMs > SILENCE_MS;
  }
}
