import type { DeclaredFunction, EscapeMessage } from "../../../src/model/capture";
import { ESCAPE_MAX_FLOW_LINES, ESCAPE_MAX_MESSAGES } from "../../io/limits";

/** What one line of the compiler says, in either form. */
export interface Said {
  readonly pkg: string;
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly text: string;
}

const HEAP = /^moved to heap: (.+)$|^(.+) escapes to heap(?: in [^:]+)?(:?)$/;

/** What goes to the heap, by the compiler's words; null when they say something else. */
export function heapSubject(text: string): { readonly subject: string; readonly isHeader: boolean } | null {
  const match = HEAP.exec(text);
  return match === null ? null : { subject: match[1] ?? match[2] ?? "", isHeader: match[3] === ":" };
}

interface Entry extends EscapeMessage {
  readonly flow: string[];
}

/**
 * The messages of a listing, each once. `-m=2` says a message up to three times: as the header of its flow ("X escapes to
 * heap:"), and plain, where a variable is "moved to heap" instead.
 */
export class MessageList {
  dropped = 0; // beyond ESCAPE_MAX_MESSAGES
  readonly #functions: DeclaredFunction[] = [];
  #declaresAll = false;
  readonly #byPlace = new Map<string, Entry>();
  #open: Entry | null = null; // whose flow the next lines are

  get messages(): EscapeMessage[] {
    return [...this.#byPlace.values()];
  }

  get declared(): readonly DeclaredFunction[] {
    return this.#declaresAll ? this.#functions : [];
  }

  /** False when the text says of nothing that it goes to the heap. */
  add(said: Said): boolean {
    const heap = heapSubject(said.text);
    if (heap === null) return false;
    const key = `${said.pkg}|${said.file}|${said.line}|${said.column}|${heap.subject}`;
    const known = this.#byPlace.get(key);
    this.#open = null;
    if (known === undefined && this.#byPlace.size >= ESCAPE_MAX_MESSAGES) {
      this.dropped++;
      return true;
    }
    const text = heap.isHeader ? `${heap.subject} escapes to heap` : said.text;
    const entry: Entry = {
      ...said,
      text: known === undefined || !heap.isHeader ? text : known.text,
      flow: known?.flow ?? [],
    };
    this.#byPlace.set(key, entry);
    if (heap.isHeader && entry.flow.length === 0) this.#open = entry;
    return true;
  }

  /** A line of the flow of the message before. */
  addFlow(text: string): void {
    const flow = this.#open?.flow;
    if (flow !== undefined && flow.length < ESCAPE_MAX_FLOW_LINES) flow.push(text);
  }

  /** The lines that come are of no flow that is kept. */
  endFlow(): void {
    this.#open = null;
  }

  /** `tellsAll`: only a listing of all functions says this of one. */
  addFunction(declared: DeclaredFunction, tellsAll: boolean): void {
    if (tellsAll) this.#declaresAll = true;
    if (this.#functions.length < ESCAPE_MAX_MESSAGES) this.#functions.push(declared);
  }
}
