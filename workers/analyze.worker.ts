import * as Comlink from "comlink";
import { type AnalysisArgs, KEPT_RESULTS, runAnalysis } from "../src/analysis/analyses";
import { measureDeviation } from "../src/analysis/deviation/measureDeviation";
import { judgeGoroutines } from "../src/analysis/goroutines/judgeGoroutines";
import { judgeSeries } from "../src/analysis/growth/judgeSeries";
import { holdHeap } from "../src/analysis/heapDump/holdHeap";
import { replayHeap } from "../src/analysis/nativeHeap/replayHeap";
import { judgeNuma } from "../src/analysis/numa/judgeNuma";
import { spanHistories } from "../src/analysis/spans/spanHistories";
import "../src/analysis/frameRules/re2";
import type { FileKind } from "../src/model/capture";
import { withCopies } from "../src/model/copies";
import { withoutLong } from "../src/model/longColumns";
import type { AnalyzeApi, KeptColumn, StageResult } from "./api";
import { gzipBlob } from "./io/gzip";
import { nameCodes } from "./profile/nameCodes";
import { columnsOf, runStage } from "./stage";

const columns = new Map<number, object>();
let lastOwn = 0; // the page's numbers are above 0, those of columns that were made here below

const api: AnalyzeApi = {
  name: ({ modules, codes, given, byModule }, id) =>
    analyzed("unknown", () => {
      const named = nameCodes(modules, codes, given, byModule);
      columns.set(id, named.strings);
      return named;
    }),
  judgeSeries: (input) => analyzed("pprof", () => judgeSeries(input)),
  replayHeap: (input) => analyzed("perf", () => replayHeap(input)),
  spanHistories: (input) => analyzed("perf", () => spanHistories(input)),
  holdHeap: (input) => analyzed("go-heapdump", () => holdHeap(input)),
  measureDeviation: (input) => analyzed("unknown", () => measureDeviation(input)),
  gzip: (bytes) => analyzed("session", () => gzipBlob(bytes)),
  judgeGoroutines: (input) => analyzed("pprof", () => judgeGoroutines(input)),
  judgeNuma: (inputs) => analyzed("node-memory", () => judgeNuma(inputs)),
  keep(id, column) {
    columns.set(id, column);
  },
  release(id) {
    columns.delete(id);
  },
  analyze(name, args, kept) {
    for (const column of kept) place(args, column);
    const result = runAnalysis(name, args as AnalysisArgs<typeof name>);
    if (!KEPT_RESULTS.has(name)) return Comlink.transfer({ result, kept: [] }, columnsOf(result));
    const { value, buffers } = withCopies(result);
    return Comlink.transfer({ result: value, kept: keepLong(result) }, buffers);
  },
};

/** Of files of a kind that another stage has read. */
async function analyzed<T>(kind: FileKind, stage: () => Promise<T> | T): Promise<StageResult<T>> {
  const nothingRead = (): number => 0;
  const result = await runStage(kind, nothingRead, stage);
  return result.ok ? Comlink.transfer(result, columnsOf(result.value)) : result;
}

/** Questions about a result need not bring its columns. */
function keepLong(result: object): readonly KeptColumn[] {
  const kept: KeptColumn[] = [];
  withoutLong(result, [], (column, path) => {
    columns.set(--lastOwn, column);
    kept.push({ path, id: lastOwn });
  });
  return kept;
}

function place(args: readonly unknown[], { path, id, part }: KeptColumn): void {
  let holder = args as unknown as Record<string | number, unknown>;
  for (const key of path.slice(0, -1)) holder = holder[key] as typeof holder;
  const column = columns.get(id);
  holder[path.at(-1) ?? 0] = part === undefined ? column : (column as Uint8Array).subarray(part.from, part.to);
}

Comlink.expose(api);
