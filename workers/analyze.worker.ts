import * as Comlink from "comlink";
import { judgeSeries } from "../src/analysis/growth/judgeSeries";
import type { AnalyzeApi } from "./api";
import { columnsOf, runStage } from "./stage";

const api: AnalyzeApi = {
  async judgeSeries(input) {
    const nothingRead = (): number => 0;
    const result = await runStage("pprof", nothingRead, () => judgeSeries(input));
    return result.ok ? Comlink.transfer(result, columnsOf(result.value)) : result;
  },
};

Comlink.expose(api);
