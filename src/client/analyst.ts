import * as Comlink from "comlink";
import type { AnalyzeApi, KeptColumn, NameRequest, StageResult } from "../../workers/api";
import type { NamedCodes } from "../model/stacks";
import { handedOver, withCopies } from "./copies";
import { spawn } from "./spawn";
import { untilDeath } from "./workerPool";

/** Shorter columns go along with every question. */
const LONG_BYTES = 1 << 16;
const LONG_LIST = 1 << 10;

export type { NameRequest };

type Name = Parameters<AnalyzeApi["analyze"]>[0];

interface Running {
  readonly worker: Worker;
  readonly remote: Comlink.Remote<AnalyzeApi>;
  readonly ids: WeakMap<object, number>;
  readonly released: FinalizationRegistry<number>;
}

/**
 * A worker that names captures and answers questions about large profiles, one after the other. It keeps the long columns that it has been
 * given: each goes over once, as a copy, and a copy of one column is all that the page does at a time. They are dropped
 * when the page has dropped them.
 */
export class Analyst {
  #running: Promise<Running> | null = null;
  #last: Promise<unknown> = Promise.resolve();
  #nextId = 1;

  /** An analysis. Rejects with an Error when the worker dies; the next question starts another one. */
  ask(name: Name, args: readonly unknown[]): Promise<unknown> {
    return this.#inTurn(async (running) => {
      const kept: KeptColumn[] = [];
      const added: { readonly id: number; readonly column: object }[] = [];
      const rest = args.map((arg, index) => this.#withoutLong(running, arg, [index], kept, added));
      for (const { id, column } of added) {
        const { value, buffers } = withCopies(column);
        await untilDeath(running.worker, running.remote.keep(id, Comlink.transfer(value, buffers)));
      }
      return untilDeath(running.worker, running.remote.analyze(name, rest, kept));
    });
  }

  /** The names of a capture, which the questions about it will be about. Rejects as `ask` does. */
  name(request: NameRequest): Promise<StageResult<NamedCodes>> {
    return this.#inTurn(async (running) => {
      const id = this.#nextId++;
      const answer = running.remote.name(handedOver(request), id);
      const result = await untilDeath<StageResult<NamedCodes>>(running.worker, answer);
      if (result.ok) keepAs(running, id, result.value.strings);
      return result;
    });
  }

  #inTurn<T>(task: (running: Running) => Promise<T>): Promise<T> {
    const result = this.#last.then(() => this.#run(task));
    this.#last = result.catch(() => undefined);
    return result;
  }

  async #run<T>(task: (running: Running) => Promise<T>): Promise<T> {
    this.#running ??= start();
    const running = await this.#running;
    try {
      return await task(running);
    } catch (error) {
      running.worker.terminate();
      this.#running = null;
      throw error;
    }
  }

  /** The value with null in the place of every long column; which these are is added to the lists. */
  #withoutLong(
    running: Running,
    value: unknown,
    path: readonly (string | number)[],
    kept: KeptColumn[],
    added: { readonly id: number; readonly column: object }[],
  ): unknown {
    if (typeof value !== "object" || value === null) return value;
    if (isLong(value)) {
      let id = running.ids.get(value);
      if (id === undefined) {
        id = this.#nextId++;
        keepAs(running, id, value);
        added.push({ id, column: value });
      }
      kept.push({ path, id });
      return null;
    }
    if (ArrayBuffer.isView(value) || Array.isArray(value)) return value;
    return Object.fromEntries(
      Object.entries(value).map(([key, part]) => [key, this.#withoutLong(running, part, [...path, key], kept, added)]),
    );
  }
}

/** The worker has this, by its number; it is dropped there when the page has dropped it. */
function keepAs({ ids, released }: Running, id: number, value: object): void {
  ids.set(value, id);
  released.register(value, id);
}

async function start(): Promise<Running> {
  const worker = await spawn("analyze");
  const remote = Comlink.wrap<AnalyzeApi>(worker);
  const released = new FinalizationRegistry<number>((id) => void remote.release(id));
  return { worker, remote, ids: new WeakMap(), released };
}

function isLong(value: object): boolean {
  return ArrayBuffer.isView(value) ? value.byteLength >= LONG_BYTES : Array.isArray(value) && value.length >= LONG_LIST;
}
