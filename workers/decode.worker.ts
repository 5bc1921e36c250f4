import * as Comlink from "comlink";
import type { Capture, FileKind } from "../src/model/capture";
import { DecodeError } from "../src/model/decodeError";
import type { DecodeApi, OpenedSession, StageResult, UnpackedFiles } from "./api";
import { sampleRegisters } from "./formats/perf/sampleRegisters";
import { formats } from "./formats/registry";
import { describeUnknown } from "./formats/unknown";
import { fileSource } from "./io/byteSource";
import { UNPACK_MAX_BYTES, UNPACK_MAX_DEPTH } from "./io/limits";
import { isPacked, unpack } from "./io/unpack/unpack";
import { isSession, readSession } from "./session/session";
import { columnsOf, counted, runStage } from "./stage";

const HEAD_BYTES = 64 * 1024;
const PROGRESS_INTERVAL_MS = 250;

const api: DecodeApi = {
  async registers({ file, siblings, arch, dump }) {
    let bytes = 0;
    const sources = [file, ...siblings].map((one) =>
      counted(fileSource(one), (count) => {
        bytes += count;
      }),
    );
    const result = await runStage(
      "perf",
      () => bytes,
      () => sampleRegisters(sources, dump, arch),
    );
    return result.ok ? Comlink.transfer(result, columnsOf(result.value)) : result;
  },

  async areSources(files) {
    const found: boolean[] = [];
    for (const file of files) found.push(await isSource(file));
    return found;
  },

  async decode({ file, siblings, archives, unpackedBytes }, onProgress) {
    let bytesRead = 0;
    const source = counted(fileSource(file), (bytes) => {
      bytesRead += bytes;
    });
    let kind: FileKind = "unknown";
    let reportedMs = 0;
    const progress = (bytesDone: number, bytesTotal: number): void => {
      const nowMs = performance.now();
      if (nowMs - reportedMs < PROGRESS_INTERVAL_MS) return;
      reportedMs = nowMs;
      onProgress(kind, bytesDone, bytesTotal);
    };
    const result: StageResult<Capture | UnpackedFiles | OpenedSession> = await runStage(
      kind,
      () => bytesRead,
      async () => {
        const head = await source.read(0, HEAD_BYTES);
        const format = formats.find((candidate) => candidate.recognises(head, file.name));
        kind = format?.id ?? (isPacked(head) ? "archive" : isSession(head) ? "session" : "unknown");
        if (kind !== "unknown") onProgress(kind, 0, source.size);
        if (format !== undefined) return format.decode(source, { siblings: siblings.map(fileSource), progress });
        if (kind === "unknown") throw new DecodeError("BadMagic", file.name, 0, describeUnknown(head));
        if (kind === "session") return { kind, session: await readSession(source) };
        if (archives > UNPACK_MAX_DEPTH) {
          const detail = "an archive inside archives is not unpacked any deeper: unpack it and drop its files";
          throw new DecodeError("TooLarge", file.name, 0, detail);
        }
        const maxBytes = Math.max(0, UNPACK_MAX_BYTES - unpackedBytes);
        const unpacked = await unpack(source, maxBytes, (bytes) => progress(bytes, source.size));
        return { kind: "archive" as const, ...unpacked };
      },
    );
    return result.ok ? Comlink.transfer(result, columnsOf(result.value)) : { ...result, kind };
  },
};

/** A file that cannot be read is none: decoding it will say so. */
async function isSource(file: File): Promise<boolean> {
  try {
    const head = await fileSource(file).read(0, HEAD_BYTES);
    return formats.find((format) => format.recognises(head, file.name))?.id === "source";
  } catch {
    return false;
  }
}

Comlink.expose(api);
