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
    return piece === undefined ? -1 : typeof piece === "number" ? piece : piece[within(page)] - 1;
  }

  /** Gives pages to a life, -1 for nobody. Pages of a span beyond MAX_PAGES and pieces beyond MAX_PIECES are left out. */
  give(page: number, pages: number, row: number): void {
    for (const { piece, from, to } of piecesOf(page, pages)) {
      if (to - from === PIECE) {
        if (row < 0) this.#pieces.delete(piece);
        else if (this.#pieces.size < MAX_PIECES) this.#pieces.set(piece, row);
      } else this.#parted(piece, row >= 0)?.fill(row + 1, from, to);
    }
  }

  /** Lives that have any of these pages. */
  owners(page: number, pages: number): ReadonlySet<number> {
    const found = new Set<number>();
    for (const { piece, from, to } of piecesOf(page, pages)) {
      const known = this.#pieces.get(piece);
      if (typeof known === "number") found.add(known);
      else if (known !== undefined) for (let at = from; at < to; at++) if (known[at] > 0) found.add(known[at] - 1);
    }
    return found;
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

function within(page: number): number {
  return ((page % PIECE) + PIECE) % PIECE;
}

function* piecesOf(
  page: number,
  pages: number,
): Generator<{ readonly piece: number; readonly from: number; readonly to: number }> {
  const end = page + Math.min(Math.max(1, pages), MAX_PAGES);
  for (let at = page; at < end; ) {
    const from = within(at);
    const to = Math.min(PIECE, from + end - at);
    yield { piece: Math.floor(at / PIECE), from, to };
    at += to - from;
  }
}
