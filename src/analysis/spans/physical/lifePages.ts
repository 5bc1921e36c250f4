import type { SpanLives } from "../../../model/spanLives";
import type { SpanPhysical } from "../../../model/spans";
import type { PageSizes } from "./pageSizes";
import { MAX_AREAS, PAGE_STATES, type PageTable } from "./pageTable";

/** Pages per life by state, counted when it ends. */
export class LifePages {
  readonly columns: Pick<SpanPhysical, "held" | "returned" | "lazy" | "huge">;
  readonly #lives: SpanLives;
  readonly #sizes: PageSizes;
  readonly #counts = new Int32Array(PAGE_STATES.length);
  #looked = 0;

  constructor(lives: SpanLives, sizes: PageSizes) {
    const column = (): Int32Array => new Int32Array(lives.length);
    this.columns = { held: column(), returned: column(), lazy: column(), huge: column() };
    this.#lives = lives;
    this.#sizes = sizes;
  }

  /** Beyond MAX_LOOKS pages of all lives together, the rest stay unknown. */
  count(life: number, table: PageTable): void {
    const { page, pages } = systemPages(this.#lives, life, this.#sizes);
    this.#looked += pages;
    if (this.#looked > MAX_LOOKS) return;
    this.#counts.fill(0);
    table.count(page, pages, this.#counts);
    const { held, returned, lazy, huge } = this.columns;
    [, held[life], returned[life], lazy[life], huge[life]] = this.#counts;
  }
}

const MAX_LOOKS = 2 ** 32;

/** The pages of the system that a life is on: Go's are as large as theirs or twice that. */
export function systemPages(
  lives: SpanLives,
  life: number,
  { pageBytes }: PageSizes,
): { readonly page: number; readonly pages: number } {
  return { page: lives.address[life] / pageBytes, pages: (lives.pages[life] * lives.pageBytes) / pageBytes };
}

/** Numbers of the areas of a huge page's size in which lives lie. */
export function areasOf(lives: SpanLives, { hugePageBytes }: PageSizes): ReadonlySet<number> {
  const areas = new Set<number>();
  for (let life = 0; life < lives.length; life++) {
    const start = lives.address[life];
    const end = start + lives.pages[life] * lives.pageBytes;
    for (let area = Math.floor(start / hugePageBytes); area * hugePageBytes < end && areas.size < MAX_AREAS; area++) {
      areas.add(area);
    }
  }
  return areas;
}
