/**
 * Which life has each page of Go's heap now: by pieces of PIECE pages, which one life has or several.
 *
 *   piece number ─▶ row, of a life that has all of it
 *                   Int32Array(PIECE): row + 1, 0 for a page that nobody has
 */
export class PageOwners {
  readonly #pieces = new Map<number, number | Int32Array>();

  /** The life that has a page, by number of the page; -1 for none. */
  at(page: number): number {
    const piece = this.#pieces.get(Math.floor(page / PIECE));
    return piece === undefined
      ? -1
      : typeof piece === "number"
        ? piece
        : piece[page - Math.floor(page / PIECE) * PIECE] - 1;
  }

  /** Gives pages to a life, -1 for nobody. Pages of a span beyond MAX_PAGES and pieces beyond MAX_PIECES are left out. */
  give(page: number, pages: number, row: number): void {
    const end = page + shownPages(pages);
    for (let at = page; at < end; ) {
      const piece = Math.floor(at / PIECE);
      const from = at - piece * PIECE;
      const to = Math.min(PIECE, from + end - at);
      if (to - from < PIECE) this.#parted(piece, row >= 0)?.fill(row + 1, from, to);
      else if (row < 0) this.#pieces.delete(piece);
      else if (this.#pieces.size < MAX_PIECES) this.#pieces.set(piece, row);
      at += to - from;
    }
  }

  /** Visits the lives that have any of these pages, some of them more than once. */
  eachOwner(page: number, pages: number, visit: (row: number) => void): void {
    const end = page + shownPages(pages);
    for (let at = page; at < end; ) {
      const piece = Math.floor(at / PIECE);
      const from = at - piece * PIECE;
      const to = Math.min(PIECE, from + end - at);
      const known = this.#pieces.get(piece);
      if (typeof known === "number") visit(known);
      else if (known !== undefined) for (let i = from; i < to; i++) if (known[i] > 0) visit(known[i] - 1);
      at += to - from;
    }
  }

  #parted(piece: number, mayAdd: boolean): Int32Array | null {
    const known = this.#pieces.get(piece);
    if (typeof known === "object") return known;
    if (known === undefined && (!mayAdd || this.#pieces.size >= MAX_PIECES)) return null;
    const parted = new Int32Array(PIECE).fill(known === undefined ? 0 : known + 1);
    this.#pieces.set(piece, parted);
    return parted;
  }
}

const PIECE = 64;
/** 1 GiB: a larger span is known by its first pages. */
const MAX_PAGES = 1 << 17;
const MAX_PIECES = 1 << 20; // 512 GiB of pages that are all in use

function shownPages(pages: number): number {
  return Math.min(Math.max(1, pages), MAX_PAGES);
}
