import * as Comlink from "comlink";
import type { Capture, FileKind } from "../src/model/capture";
import { DecodeError } from "../src/model/decodeError";
import type { DecodeApi, StageResult } from "./api";
import { formats } from "./formats/registry";
import { describeUnknown } from "./formats/unknown";
import { fileSource } from "./io/byteSource";
import { columnsOf, counted, runStage } from "./stage";

const HEAD_BYTES = 64 * 1024;
const PROGRESS_INTERVAL_MS = 100;

const api: DecodeApi = {
  async decode(file, onProgress) {
    const source = counted(fileSource(file));
    let kind: FileKind = "unknown";
    let reportedMs = 0;
    const result: StageResult<Capture> = await runStage(kind, source.bytesRead, async () => {
      const head = await source.read(0, HEAD_BYTES);
      const format = formats.find((candidate) => candidate.recognises(head));
      if (format === undefined) throw new DecodeError("BadMagic", file.name, 0, describeUnknown(head));
      kind = format.id;
      onProgress(kind, 0, source.size);
      return format.decode(source, {
        progress(bytesDone, bytesTotal) {
          const nowMs = performance.now();
          if (nowMs - reportedMs < PROGRESS_INTERVAL_MS) return;
          reportedMs = nowMs;
          onProgress(kind, bytesDone, bytesTotal);
        },
      });
    });
    return result.ok ? Comlink.transfer(result, columnsOf(result.value)) : { ...result, kind };
  },
};

Comlink.expose(api);
