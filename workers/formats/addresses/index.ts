import type { AddressesCapture } from "../../../src/model/capture";
import { DecodeError } from "../../../src/model/decodeError";
import { ADDRESS_LIST_MAX_BYTES } from "../../io/limits";
import { LossLog } from "../../io/lossLog";
import type { Format } from "../format";

/** "0x1234", "libc.so.6 0x1234", "leakd+0x1234"; anything behind "#" */
const LINE = /^#|(?:(?:^|\s)(?:0x)?|\+0x)[0-9a-f]{1,16}\)?$/i;
/** Without one of these a list is all decimal digits, which may be anything. */
const HEX = /\b0x[0-9a-f]|\b(?=[0-9a-f]{5,16}$)[0-9]*[a-f][0-9a-f]*$/im;
const RECOGNISED_LINES = 64;

/** Addresses to be named, one a line, as the address box takes them. */
export const addresses: Format = {
  id: "addresses",
  label: "list of addresses",
  recognises(head) {
    if (head.includes(0)) return false;
    const lines = text(head).split(/\r?\n/);
    if (lines.length > 1) lines.pop(); // may be cut
    const filled = lines.map((line) => line.trim()).filter((line) => line !== "");
    const first = filled.slice(0, RECOGNISED_LINES);
    return first.length > 0 && first.every((line) => LINE.test(line)) && first.some((line) => HEX.test(line));
  },
  async decode(source): Promise<AddressesCapture> {
    const losses = new LossLog();
    const size = Math.min(source.size, ADDRESS_LIST_MAX_BYTES);
    if (size < source.size) {
      const detail = `${source.size} bytes, only the first ${size} are read`;
      losses.add(new DecodeError("TooLarge", "list of addresses", size, detail).failure);
    }
    const list = text(await source.read(0, size));
    const lines = list.split(/\r?\n/).filter((line) => line.trim() !== "" && !line.trim().startsWith("#")).length;
    return { kind: "addresses", arch: null, facts: { lines }, losses: losses.list(), text: list };
  },
};

function text(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}
