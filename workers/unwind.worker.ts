import * as Comlink from "comlink";
import type { UnwindApi } from "./api";
import { unwindDumps } from "./formats/perf/unwindDumps";
import { type ByteSource, fileSource } from "./io/byteSource";
import { joinUnwound } from "./profile/joinUnwound";
import { columnsOf, counted, runStage } from "./stage";

const PROGRESS_INTERVAL_MS = 250;

const api: UnwindApi = {
  async unwind({ file, siblings, arch, modules, mappings, objects, dumps }, onProgress) {
    let bytes = 0;
    const open = (one: File): ByteSource => {
      return counted(fileSource(one), (count) => {
        bytes += count;
      });
    };
    const openIf = (one: File | null): ByteSource | null => (one === null ? null : open(one));
    const sources = objects.map(({ runtime, debug }) => ({ runtime: openIf(runtime), debug: openIf(debug) }));
    let reportedMs = 0;
    const progress = (offset: number): void => {
      const nowMs = performance.now();
      if (nowMs - reportedMs < PROGRESS_INTERVAL_MS) return;
      reportedMs = nowMs;
      onProgress(offset);
    };
    const input = { arch, modules, mappings, objects: sources, dumps };
    const result = await runStage(
      "perf",
      () => bytes,
      () => unwindDumps([file, ...siblings].map(open), input, progress),
    );
    return result.ok ? Comlink.transfer(result, columnsOf(result.value)) : result;
  },

  async join(recorded, parts) {
    const nothingRead = (): number => 0;
    const result = await runStage("perf", nothingRead, () => joinUnwound(recorded, parts));
    return result.ok ? Comlink.transfer(result, columnsOf(result.value)) : result;
  },
};

Comlink.expose(api);
