import * as Comlink from "comlink";
import type { AnalyzeApi, KeptColumn, NameRequest, StageResult } from "../../workers/api";
import { copyInTurns } from "../model/inTurns";
import { type ColumnPath, columnAt, withoutLong } from "../model/longColumns";
import type { NamedCodes } from "../model/stacks";
import { handedOver } from "./handedOver";
import { spawn } from "./spawn";
import { untilDeath } from "./workerPool";

export type { NameRequest };

type Name = Parameters<AnalyzeApi["analyze"]>[0];
type Column = Uint8Array | Int16Array | Int32Array | Float64Array;

interface Running {
  readonly worker: Worker;
  readonly remote: Comlink.Remote<AnalyzeApi>;
  readonly ids: WeakMap<object, number>;
  /** By buffer: the column that the worker has of it. */
  readonly wholes: WeakMap<ArrayBufferLike, Column>;
  readonly released: FinalizationRegistry<number>;
}

/** Nobody wanted the answer any more when the question's turn came. */
export class Outdated extends Error {
  override readonly name = "Outdated";
}

/**
 * A worker that names captures and answers questions about large profiles, one after the other. It keeps the long columns
 * that it has been given, and those of results that are asked about in turn: each goes over once, as a copy, and a copy
 * of one column is all that the page does at a time. They are dropped when the page has dropped them.
 */
export class Analyst {
  #running: Promise<Running> | null = null;
  #last: Promise<unknown> = Promise.resolve();
  #nextId = 1;

  /** An analysis. Rejects with Outdated, or with an Error when the worker dies; the next question starts another one. */
  ask(name: Name, args: readonly unknown[], isWanted: () => boolean = () => true): Promise<unknown> {
    return this.#inTurn(async (running) => {
      const kept: KeptColumn[] = [];
      const added: { readonly id: number; readonly column: object }[] = [];
      const rest = withoutLong(args, [], (column, path) => {
        kept.push(keptPart(running, column, path) ?? { path, id: this.#idOf(running, column, added) });
      }) as readonly unknown[];
      for (const { id, column } of added) {
        const copy = await handedOverColumn(column);
        await untilDeath(running.worker, running.remote.keep(id, copy));
      }
      const answer = await untilDeath(running.worker, running.remote.analyze(name, rest, kept));
      for (const { path, id } of answer.kept) know(running, columnAt(answer.result, path) as object, id);
      return answer.result;
    }, isWanted);
  }

  /** The names of a capture, which the questions about it will be about. Rejects as `ask` does. */
  name(request: NameRequest): Promise<StageResult<NamedCodes>> {
    return this.#inTurn(async (running) => {
      const id = this.#nextId++;
      const answer = running.remote.name(handedOver(request), id);
      const result = await untilDeath<StageResult<NamedCodes>>(running.worker, answer);
      if (result.ok) know(running, result.value.strings, id);
      return result;
    });
  }

  #inTurn<T>(task: (running: Running) => Promise<T>, isWanted: () => boolean = () => true): Promise<T> {
    const result = this.#last.then(() => {
      if (!isWanted()) throw new Outdated();
      return this.#run(task);
    });
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

  #idOf(running: Running, column: object, added: { readonly id: number; readonly column: object }[]): number {
    const known = running.ids.get(column);
    if (known !== undefined) return known;
    const id = this.#nextId++;
    know(running, column, id);
    added.push({ id, column });
    return id;
  }
}

/** Some columns are so long that a copy would keep the page. */
async function handedOverColumn(column: object): Promise<object> {
  if (!ArrayBuffer.isView(column)) return handedOver(column);
  const copy = await copyInTurns(column as Column);
  return Comlink.transfer(copy, [copy.buffer]);
}

/** The worker has this column by this number. */
function know({ ids, wholes, released }: Running, column: object, id: number): void {
  ids.set(column, id);
  released.register(column, id);
  if (ArrayBuffer.isView(column)) wholes.set(column.buffer, column as Column);
}

/** A column that is a part of one that the worker has: nothing needs to go over. */
function keptPart({ ids, wholes }: Running, column: object, path: ColumnPath): KeptColumn | null {
  if (ids.has(column) || !ArrayBuffer.isView(column)) return null;
  const whole = wholes.get(column.buffer);
  const id = whole === undefined ? undefined : ids.get(whole);
  if (whole === undefined || id === undefined || whole.constructor !== column.constructor) return null;
  const from = (column.byteOffset - whole.byteOffset) / whole.BYTES_PER_ELEMENT;
  const to = from + column.byteLength / whole.BYTES_PER_ELEMENT;
  return Number.isInteger(from) && from >= 0 && to <= whole.length ? { path, id, part: { from, to } } : null;
}

async function start(): Promise<Running> {
  const worker = await spawn("analyze");
  const remote = Comlink.wrap<AnalyzeApi>(worker);
  const released = new FinalizationRegistry<number>((id) => void remote.release(id));
  return { worker, remote, ids: new WeakMap(), wholes: new WeakMap(), released };
}
