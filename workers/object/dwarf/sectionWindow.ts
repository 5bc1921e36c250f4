import type { ByteSource } from "../../io/byteSource";
import { MAX_WINDOW_BYTES, WINDOW_BYTES } from "../limits";
import { ByteReader } from "./byteReader";

/**
 * The part of a section that is in memory, for code that must not wait: it asks for a place, and where that is not
 * there the window is moved and the work is done again (`whenLoaded`). A unit's ranges and addresses lie together, so
 * this is once in some ten units. Each further miss within one unit makes the window four times longer.
 */
export class SectionWindow {
  readonly size: number;
  readonly #source: ByteSource;
  #start = 0;
  #reader = new ByteReader(new Uint8Array(0));
  #bytes = WINDOW_BYTES;

  constructor(source: ByteSource) {
    this.#source = source;
    this.size = source.size;
  }

  /** To be called when a unit begins. */
  reset(): void {
    this.#bytes = WINDOW_BYTES;
  }

  /** A reader at the place, the same for every call. Throws NotLoaded. */
  at(offset: number): ByteReader {
    const at = offset - this.#start;
    const isInside = at >= 0 && at < this.#reader.end;
    if (!isInside && offset >= 0 && offset < this.size && !this.#isWhole()) throw new NotLoaded(this, offset);
    this.#reader.at = isInside ? at : this.#reader.end + 1;
    return this.#reader;
  }

  /** To be called when what began at `offset` has been read: it may reach beyond the window. Throws NotLoaded. */
  check(offset: number): void {
    const { at, end } = this.#reader;
    if (at > end && this.#start + end < this.size && !this.#isWhole()) throw new NotLoaded(this, offset);
  }

  async load(offset: number): Promise<void> {
    const bytes = Math.min(this.#bytes, MAX_WINDOW_BYTES);
    this.#bytes = bytes * 4;
    // A unit's lists need not be referred to in order.
    this.#start = Math.max(0, Math.min(offset - bytes / 4, this.size - bytes));
    this.#reader = new ByteReader(await this.#source.read(this.#start, Math.min(this.#start + bytes, this.size)));
  }

  /** Nothing more can be had. */
  #isWhole(): boolean {
    return this.#bytes > MAX_WINDOW_BYTES;
  }
}

class NotLoaded extends Error {
  readonly window: SectionWindow;
  readonly offset: number;

  constructor(window: SectionWindow, offset: number) {
    super("not loaded");
    this.window = window;
    this.offset = offset;
  }
}

/** Does the work, from its beginning each time that a window had to be moved. */
export async function whenLoaded<T>(work: () => T): Promise<T> {
  for (;;) {
    try {
      return work();
    } catch (error) {
      if (!(error instanceof NotLoaded)) throw error;
      await error.window.load(error.offset);
    }
  }
}
