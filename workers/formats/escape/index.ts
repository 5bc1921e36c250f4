import type { EscapeCapture } from "../../../src/model/capture";
import { DecodeError } from "../../../src/model/decodeError";
import { ESCAPE_MAX_MESSAGES } from "../../io/limits";
import { headLines, walkLines } from "../../io/lines";
import { LossLog } from "../../io/lossLog";
import type { Format } from "../format";
import { isJsonHead, type ListedFile, readJsonLine } from "./jsonLine";
import { MessageList } from "./message";
import { isEscapeLine, readTextLine } from "./textLine";

const WHERE = "escape messages";
const RECOGNISED_LINES = 400;

/** What the Go compiler says of escapes: `go build -gcflags=-m`, `-m=2`, and the files of `-json`. */
export const escapeMessages: Format = {
  id: "escape",
  label: "escape messages of the Go compiler",
  recognises(head) {
    const lines = headLines(head, RECOGNISED_LINES) ?? [];
    return isJsonHead(lines[0] ?? "") || lines.some(isEscapeLine);
  },
  async decode(source, context): Promise<EscapeCapture> {
    const losses = new LossLog();
    const list = new MessageList();
    const reader = new ListingReader(list, losses);
    await walkLines(source, reader, context.progress);
    if (list.dropped > 0) {
      const detail = `${list.dropped} messages, beyond the first ${ESCAPE_MAX_MESSAGES}`;
      losses.add(new DecodeError("TooLarge", WHERE, 0, detail).failure);
    }
    const { messages, declared } = list;
    const facts = {
      form: reader.isJson ? "-json" : declared.length > 0 ? "-m=2" : "-m",
      messages: messages.length,
      moved_to_heap: messages.filter(({ text }) => text.startsWith("moved to heap")).length,
      other_lines: reader.others,
    };
    return { kind: "escape", arch: null, facts, losses: losses.list(), messages, functions: declared };
  },
};

class ListingReader {
  isJson = false;
  others = 0; // what else a build prints
  readonly #list: MessageList;
  readonly #losses: LossLog;
  readonly #utf8 = new TextDecoder();
  #of: ListedFile = { pkg: "", file: "" };

  constructor(list: MessageList, losses: LossLog) {
    this.#list = list;
    this.#losses = losses;
  }

  line(bytes: Uint8Array, start: number, end: number, offset: number): void {
    if (end === start) return;
    const line = this.#utf8.decode(bytes.subarray(start, end));
    if (isJsonHead(line)) this.isJson = true;
    if (this.isJson) this.#json(line, offset);
    else this.#text(line);
  }

  tooLong(offset: number): void {
    this.#losses.add(new DecodeError("TooLarge", WHERE, offset, "a line is too long").failure);
  }

  #json(line: string, offset: number): void {
    const of = readJsonLine(line, this.#of, this.#list);
    if (of !== null) this.#of = of;
    else this.#losses.add(new DecodeError("Malformed", WHERE, offset, "a line is no diagnostic").failure);
  }

  #text(line: string): void {
    const said = readTextLine(line, this.#of.pkg, this.#list);
    if (said === "other") this.others++;
    else if (said !== "message") this.#of = { pkg: said.pkg, file: "" };
  }
}
