import * as Comlink from "comlink";
import type { AnalyzeApi, DecodeApi, SymbolizeApi, UnwindApi } from "../../workers/api";
import { spawn, type WorkerKind } from "./spawn";

export interface WorkerApis {
  readonly decode: DecodeApi;
  readonly unwind: UnwindApi;
  readonly symbolize: SymbolizeApi;
  readonly analyze: AnalyzeApi;
}

interface PooledWorker {
  readonly worker: Worker;
  readonly remote: unknown;
}

/** The worker is gone, and with it the task it had; nothing else. */
export class WorkerDied extends Error {
  override readonly name = "WorkerDied";
}

/**
 * Runs tasks on workers, as many at a time as there are processors. A worker serves one task at a time and is kept
 * for the next; cancelling terminates it, so decoders need no cancellation code, and so does `retire`, which gives
 * a big task's memory back. A worker that dies rejects its task; comlink alone would leave it pending for ever.
 */
export class WorkerPool {
  readonly #size: number;
  readonly #idle: Record<WorkerKind, PooledWorker[]> = { decode: [], unwind: [], symbolize: [], analyze: [] };
  readonly #waiting: (() => void)[] = [];
  readonly #tasks: Record<WorkerKind, number> = { decode: 0, unwind: 0, symbolize: 0, analyze: 0 }; // running or waiting
  #running = 0;

  constructor(size: number) {
    this.#size = size;
  }

  async run<K extends WorkerKind, T>(
    kind: K,
    task: (api: Comlink.Remote<WorkerApis[K]>) => Promise<T>,
    options: { readonly signal?: AbortSignal; readonly retire?: boolean } = {},
  ): Promise<T> {
    const { signal, retire = false } = options;
    this.#tasks[kind]++;
    await this.#turn();
    let pooled: PooledWorker | null = null;
    let finished = false;
    try {
      signal?.throwIfAborted();
      pooled = this.#idle[kind].pop() ?? (await this.#start(kind));
      const result = await untilDeath(pooled.worker, task(pooled.remote as Comlink.Remote<WorkerApis[K]>), signal);
      finished = true;
      return result;
    } finally {
      if (pooled !== null) {
        if (finished && !retire) this.#idle[kind].push(pooled);
        else pooled.worker.terminate();
      }
      this.#tasks[kind]--;
      this.#running--;
      this.#waiting.shift()?.();
    }
  }

  /** Whether a task of this kind runs or waits. */
  isBusy(kind: WorkerKind): boolean {
    return this.#tasks[kind] > 0;
  }

  /** Starts a worker that will be wanted soon, beside what is running; fails silently, since `run` starts its own. */
  async warm(kind: WorkerKind): Promise<void> {
    if (this.#idle[kind].length > 0) return;
    try {
      const pooled = await this.#start(kind);
      this.#idle[kind].push(pooled);
    } catch {
      // said when it is really wanted
    }
  }

  async #start(kind: WorkerKind): Promise<PooledWorker> {
    const worker = await spawn(kind);
    return { worker, remote: Comlink.wrap(worker) };
  }

  async #turn(): Promise<void> {
    while (this.#running >= this.#size) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    this.#running++;
  }
}

/** The task's result; rejects when the worker dies or the signal aborts. */
export function untilDeath<T>(worker: Worker, task: Promise<T>, signal?: AbortSignal): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const onAbort = (): void => reject(signal?.reason);
    const onError = (event: ErrorEvent): void => {
      event.preventDefault();
      reject(new WorkerDied(event.message === "" ? "the worker stopped, perhaps for lack of memory" : event.message));
    };
    const onMessageError = (): void => reject(new WorkerDied("the result could not be handed over"));
    const done = (): void => {
      signal?.removeEventListener("abort", onAbort);
      worker.removeEventListener("error", onError);
      worker.removeEventListener("messageerror", onMessageError);
    };
    signal?.addEventListener("abort", onAbort);
    worker.addEventListener("error", onError);
    worker.addEventListener("messageerror", onMessageError);
    task.then(resolve, reject).finally(done);
  });
}
