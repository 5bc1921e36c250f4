/**
 * Which life has each page of Go's heap now: pieces of PIECE pages, made when the first of their pages is had.
 *
 *   piece number ─▶ Int32Array(PIECE): row + 1, 0 for a page that nobody has
 */
export class PageOwners {
  readonly #pieces = new Map<number, Int32Array>();

  /** The life that has a page, by number of the page; -1 for none. */
  at(page: number): number {
    const piece = this.#pieces.get(Math.floor(page / PIECE));
    return piece === undefined ? -1 : piece[((page % PIECE) + PIECE) % PIECE] - 1;
  }

  /** Gives pages to a life, -1 for nobody. Pages of a span beyond MAX_PAGES and pieces beyond MAX_PIECES are left out. */
  give(page: number, pages: number, row: number): void {
    const end = page + Math.min(Math.max(1, pages), MAX_PAGES);
    for (let at = page; at < end; at++) {
      const piece = this.#piece(Math.floor(at / PIECE), row >= 0);
      if (piece !== null) piece[((at % PIECE) + PIECE) % PIECE] = row + 1;
    }
  }

  /** Other lives that have any of these pages. */
  owners(page: number, pages: number): number[] {
    const found: number[] = [];
    const end = page + Math.min(Math.max(1, pages), MAX_PAGES);
    for (let at = page; at < end; at++) {
      const row = this.at(at);
      if (row >= 0 && row !== found[found.length - 1]) found.push(row);
    }
    return found;
  }

  #piece(number: number, mayAdd: boolean): Int32Array | null {
    const known = this.#pieces.get(number);
    if (known !== undefined) return known;
    if (!mayAdd || this.#pieces.size >= MAX_PIECES) return null;
    const piece = new Int32Array(PIECE);
    this.#pieces.set(number, piece);
    return piece;
  }
}

const PIECE = 64;
/** 8 GiB: a larger span is known by its first pages. */
const MAX_PAGES = 1 << 20;
const MAX_PIECES = 1 << 20; // 512 GiB of pages that are all in use
