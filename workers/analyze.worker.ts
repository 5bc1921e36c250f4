import * as Comlink from "comlink";
import { type AnalysisArgs, runAnalysis } from "../src/analysis/analyses";
import { pprofProfile } from "../src/analysis/exports/pprofProfile";
import { judgeSeries } from "../src/analysis/growth/judgeSeries";
import type { AnalyzeApi, KeptColumn } from "./api";
import { gzip } from "./io/gzip";
import { columnsOf, runStage } from "./stage";

const columns = new Map<number, object>();
const nothingRead = (): number => 0;

const api: AnalyzeApi = {
  async judgeSeries(input) {
    const result = await runStage("pprof", nothingRead, () => judgeSeries(input));
    return result.ok ? Comlink.transfer(result, columnsOf(result.value)) : result;
  },
  keep(id, column) {
    columns.set(id, column);
  },
  release(id) {
    columns.delete(id);
  },
  analyze(name, args, kept) {
    for (const column of kept) place(args, column);
    const result = runAnalysis(name, args as AnalysisArgs<typeof name>);
    return Comlink.transfer(result, columnsOf(result));
  },
  async exportPprof(tables) {
    const result = await runStage("pprof", nothingRead, () => gzip(pprofProfile(tables)));
    return result.ok ? Comlink.transfer(result, columnsOf(result.value)) : result;
  },
};

function place(args: readonly unknown[], { path, id }: KeptColumn): void {
  let holder = args as unknown as Record<string | number, unknown>;
  for (const key of path.slice(0, -1)) holder = holder[key] as typeof holder;
  holder[path.at(-1) ?? 0] = columns.get(id);
}

Comlink.expose(api);
