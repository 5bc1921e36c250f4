import * as Comlink from "comlink";
import type { SymbolizeApi } from "./api";
import { fileSource } from "./io/byteSource";
import { nameStacks } from "./profile/nameStacks";
import { columnsOf, counted, runStage } from "./stage";
import { symbolizeModule } from "./symbolize/symbolizeModule";

const api: SymbolizeApi = {
  async symbolize({ module, addresses, flags, object, symbols }) {
    const sources = {
      object: object === null ? null : counted(fileSource(object)),
      symbols: symbols === null ? null : counted(fileSource(symbols)),
    };
    const bytesRead = (): number => (sources.object?.bytesRead() ?? 0) + (sources.symbols?.bytesRead() ?? 0);
    const result = await runStage("elf", bytesRead, () => symbolizeModule(module, { addresses, flags }, sources));
    return result.ok ? Comlink.transfer(result, columnsOf(result.value)) : result;
  },

  async name({ modules, codes, stacks, given, byModule }) {
    const nothingRead = (): number => 0;
    const result = await runStage("unknown", nothingRead, () => nameStacks(modules, codes, stacks, given, byModule));
    return result.ok ? Comlink.transfer(result, columnsOf(result.value)) : result;
  },
};

Comlink.expose(api);
