/**
 * Workers start from source inside the page (blob: URL). Only such a worker inherits the page's <meta> policy; one
 * loaded by URL could send data (docs/decisions.md). Each is a chunk of its own, loaded when first needed.
 */
export type WorkerKind = "decode" | "unwind" | "symbolize" | "analyze";

type WorkerConstructor = new (options?: { name?: string }) => Worker;

const sources: Readonly<Record<WorkerKind, () => Promise<{ readonly default: WorkerConstructor }>>> = {
  decode: () => import("../../workers/decode.worker?worker&inline"),
  unwind: () => import("../../workers/unwind.worker?worker&inline"),
  symbolize: () => import("../../workers/symbolize.worker?worker&inline"),
  analyze: () => import("../../workers/analyze.worker?worker&inline"),
};

export async function spawn(kind: WorkerKind): Promise<Worker> {
  const { default: Constructor } = await sources[kind]();
  return new Constructor({ name: kind });
}
