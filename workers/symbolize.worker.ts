import * as Comlink from "comlink";
import { withoutDroppedFrames } from "../src/analysis/frameRules/dropFrames";
import type { ModuleFiles, SymbolizeApi } from "./api";
import { codePlaces } from "./inspect/codePlaces";
import { inspectFunction } from "./inspect/inspectFunction";
import { type ByteSource, fileSource } from "./io/byteSource";
import { columnsOf, counted, runStage } from "./stage";
import { globalVariables } from "./symbolize/globalVariables";
import type { ModuleSources } from "./symbolize/moduleObjects";
import { symbolizeModule } from "./symbolize/symbolizeModule";

const api: SymbolizeApi = {
  async symbolize({ module, mappings, addresses, flags, files, minimumInstructionLength }) {
    const { sources, bytesRead } = opened(files);
    const codes = { addresses, flags };
    const result = await runStage("elf", bytesRead, () =>
      symbolizeModule(module, mappings, codes, sources, { minimumInstructionLength }),
    );
    return result.ok ? Comlink.transfer(result, columnsOf(result.value)) : result;
  },

  async globals({ files, ...pointers }) {
    let bytes = 0;
    const sources = files.map((file) =>
      counted(fileSource(file), (count) => {
        bytes += count;
      }),
    );
    const result = await runStage(
      "elf",
      () => bytes,
      () => globalVariables(sources, pointers),
    );
    return result.ok ? Comlink.transfer(result, columnsOf(result.value)) : result;
  },

  async inspect({ module, mappings, address, files, minimumInstructionLength, cpu, library }) {
    const { sources, bytesRead } = opened(files);
    const options = { minimumInstructionLength, cpu, library };
    const result = await runStage("elf", bytesRead, () => inspectFunction(module, mappings, address, sources, options));
    return result.ok ? Comlink.transfer(result, columnsOf(result.value)) : result;
  },

  async places({ module, mappings, addresses, flags, files, library }) {
    const { sources, bytesRead } = opened(files);
    const codes = { addresses, flags };
    const result = await runStage("elf", bytesRead, () => codePlaces(module, mappings, codes, sources, library));
    return result.ok ? Comlink.transfer(result, columnsOf(result.value)) : result;
  },

  async dropFrames(named, rules) {
    const nothingRead = (): number => 0;
    const result = await runStage("pprof", nothingRead, () => withoutDroppedFrames(named, rules).expanded ?? null);
    return result.ok ? Comlink.transfer(result, columnsOf(result.value)) : result;
  },
};

function opened(files: ModuleFiles): { readonly sources: ModuleSources; readonly bytesRead: () => number } {
  let bytes = 0;
  const open = (file: File): ByteSource => {
    return counted(fileSource(file), (count) => {
      bytes += count;
    });
  };
  const openIf = (file: File | null): ByteSource | null => (file === null ? null : open(file));
  const sources: ModuleSources = {
    runtime: openIf(files.runtime),
    debug: openIf(files.debug),
    alt: openIf(files.alt),
    split: files.split.map(open),
    symbols: openIf(files.symbols),
  };
  return { sources, bytesRead: () => bytes };
}

Comlink.expose(api);
