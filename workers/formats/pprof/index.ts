import { DecodeError, type DecodeFailure } from "../../../src/model/decodeError";
import type { ByteSource } from "../../io/byteSource";
import { gunzipHead, gunzipPartial, isGzip } from "../../io/gunzip";
import { PPROF_MAX_BYTES } from "../../io/limits";
import type { DecodeContext, Format } from "../format";
import { isLegacy, readLegacy } from "./legacy/legacy";
import { readProfile } from "./profile";
import { recognisesProfile } from "./recognise";

const LEGACY_HEAD_BYTES = 4096;

/** pprof profiles of any sample type: profile.proto from Go and every other producer, and the older texts; gzipped or not. */
export const pprof: Format = {
  id: "pprof",
  label: "pprof profile",
  recognises: (head) => recognisesProfile(head) || isLegacy(isGzip(head) ? gunzipHead(head, LEGACY_HEAD_BYTES) : head),
  async decode(source, context) {
    const { bytes, where, failure } = await readBytes(source, context);
    const read = isLegacy(bytes.subarray(0, LEGACY_HEAD_BYTES)) ? readLegacy : readProfile;
    return read(bytes, where, failure);
  },
};

async function readBytes(source: ByteSource, context: DecodeContext) {
  const watched: ByteSource = {
    name: source.name,
    size: source.size,
    async read(start, end) {
      const bytes = await source.read(start, end);
      context.progress(start + bytes.length, source.size);
      return bytes;
    },
  };
  if (isGzip(await source.read(0, Math.min(3, source.size)))) {
    const { bytes, failure } = await gunzipPartial(watched, PPROF_MAX_BYTES);
    return { bytes, failure, where: "pprof (decompressed)" };
  }
  if (source.size > PPROF_MAX_BYTES) {
    const detail = `${source.size} bytes, the limit is ${PPROF_MAX_BYTES}`;
    throw new DecodeError("TooLarge", "pprof", 0, detail);
  }
  const failure: DecodeFailure | null = null;
  return { bytes: await watched.read(0, source.size), failure, where: "pprof" };
}
