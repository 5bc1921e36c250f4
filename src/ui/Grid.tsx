import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from "react";
import css from "./Grid.module.css";
import { useRowWindow } from "./useRowWindow";

/** What Table and TreeTable have in common: columns, a header that stays, and only those rows in the page that are seen. */
export interface Column<Row> {
  readonly id: string;
  readonly title: string;
  readonly hint?: string; // longer explanation of the title
  readonly width: string; // a CSS grid track: "8rem", "minmax(12rem, 1fr)"
  readonly numeric?: boolean;
  /** What rows are sorted by; a column without it cannot be sorted. */
  readonly sortValue?: (row: Row) => number | string;
  readonly cell: (row: Row) => ReactNode;
}

export type DataAttributes = Readonly<Record<`data-${string}`, string>>;

export interface GridRow {
  readonly key: string;
  readonly cells: readonly ReactNode[];
  readonly data?: DataAttributes | undefined;
  /** Of a tree: its place in it. */
  readonly level?: number;
  readonly expanded?: boolean | undefined;
}

interface GridProps<Row> {
  readonly role: "grid" | "treegrid";
  readonly label: string;
  readonly columns: readonly Column<Row>[];
  readonly header: (column: Column<Row>) => ReactNode;
  readonly sortOf?: (column: Column<Row>) => "ascending" | "descending" | "none" | undefined;
  readonly count: number;
  readonly row: (index: number) => GridRow;
  readonly selected: number; // index, -1 for none
  /** A row that comes into the middle of the view whenever this is another object. */
  readonly reveal?: { readonly index: number } | null;
  readonly onSelect: (index: number) => void;
  readonly onActivate?: ((index: number) => void) | undefined;
  /** Keys that are not for moving; true when it has used the key. */
  readonly onKey?: (key: string, index: number) => boolean;
  readonly empty: string;
}

const ROW_REM = 1.7;
const PAGE_ROWS = 20;
const MORE_ROWS = 12; // than are seen are in the page, above and below

export function Grid<Row>(props: GridProps<Row>) {
  const { columns, count, selected, onSelect } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const id = useId();
  const rowPx = useRowHeight();
  const headPx = rowPx + 4;
  const { first, end, heightPx, topOf, onScroll, show } = useRowWindow({
    scroller,
    count,
    rowPx,
    headPx,
    more: MORE_ROWS,
  });
  const { reveal = null } = props;
  useEffect(() => {
    if (reveal !== null) show(reveal.index, "center");
  }, [show, reveal]);
  // A row that was chosen elsewhere is seen when the grid opens.
  // biome-ignore lint/correctness/useExhaustiveDependencies: only then
  useEffect(() => {
    if (selected > 0) show(selected, "center");
  }, []);
  const tracks = columns.map(({ width }) => width).join(" ");
  const idOf = (index: number) => `${id}-${index}`;

  const moveTo = (index: number) => {
    const to = Math.max(0, Math.min(count - 1, index));
    onSelect(to);
    show(to, "nearest");
  };
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    if (event.target !== event.currentTarget || event.ctrlKey || event.metaKey || event.altKey || count === 0) return;
    const to = MOVES[event.key]?.(selected, count);
    if (to !== undefined) moveTo(to);
    else if (event.key === "Enter" && selected >= 0) props.onActivate?.(selected);
    else if (props.onKey?.(event.key, selected) !== true) return;
    event.preventDefault();
  };

  const indexes = Array.from({ length: Math.max(0, end - first) }, (_, i) => first + i);
  const selectedIsThere = selected >= first && selected < end;
  return (
    <div className={css["frame"]}>
      {/* A <table> cannot hold only the rows that are seen. */}
      {/* biome-ignore lint/a11y/noStaticElementInteractions: it has the role of a grid or of a treegrid */}
      {/* biome-ignore lint/a11y/useAriaPropsSupportedByRole: see above */}
      <div
        ref={scroller}
        className={css["grid"]}
        role={props.role}
        aria-label={props.label}
        aria-rowcount={count + 1}
        aria-colcount={columns.length}
        aria-activedescendant={selectedIsThere ? idOf(selected) : undefined}
        tabIndex={0}
        onKeyDown={onKeyDown}
        onScroll={onScroll}
      >
        <div className={css["inner"]} role="presentation">
          {/* biome-ignore lint/a11y/useFocusableInteractive: focus stays on the grid, aria-activedescendant says where it is */}
          {/* biome-ignore lint/a11y/useSemanticElements: a <table> cannot be virtual */}
          <div className={css["header"]} role="row" aria-rowindex={1} style={{ gridTemplateColumns: tracks }}>
            {columns.map((column) => (
              // biome-ignore lint/a11y/useFocusableInteractive: the button in it is
              // biome-ignore lint/a11y/useSemanticElements: a <table> cannot be virtual
              <div
                key={column.id}
                role="columnheader"
                className={cellClass(column)}
                title={column.hint}
                aria-sort={props.sortOf?.(column)}
              >
                {props.header(column)}
              </div>
            ))}
          </div>
          <div className={css["rows"]} role="presentation" style={{ height: heightPx }}>
            {indexes.map((index) => {
              const row = props.row(index);
              return (
                // biome-ignore lint/a11y/useKeyWithClickEvents: keys are handled by the grid
                // biome-ignore lint/a11y/useFocusableInteractive: focus stays on the grid
                // biome-ignore lint/a11y/useSemanticElements: a <table> cannot be virtual
                <div
                  key={row.key}
                  id={idOf(index)}
                  className={css["row"]}
                  role="row"
                  aria-rowindex={index + 2}
                  aria-selected={index === selected}
                  aria-level={row.level}
                  aria-expanded={row.expanded}
                  style={{ gridTemplateColumns: tracks, height: rowPx, transform: `translateY(${topOf(index)}px)` }}
                  onClick={() => onSelect(index)}
                  onDoubleClick={() => props.onActivate?.(index)}
                  {...row.data}
                >
                  {columns.map((column, i) => (
                    // biome-ignore lint/a11y/useSemanticElements: a <table> cannot be virtual
                    // biome-ignore lint/a11y/useFocusableInteractive: focus stays on the grid
                    <div key={column.id} role="gridcell" className={cellClass(column)}>
                      {row.cells[i]}
                    </div>
                  ))}
                </div>
              );
            })}
          </div>
        </div>
      </div>
      {count === 0 && <p className={css["empty"]}>{props.empty}</p>}
    </div>
  );
}

const MOVES: Readonly<Record<string, (index: number, count: number) => number>> = {
  ArrowDown: (index) => index + 1,
  ArrowUp: (index) => (index < 0 ? 0 : index - 1),
  PageDown: (index) => index + PAGE_ROWS,
  PageUp: (index) => index - PAGE_ROWS,
  Home: () => 0,
  End: (_, count) => count - 1,
};

function cellClass({ numeric }: { readonly numeric?: boolean }): string {
  return numeric === true ? `${css["cell"]} ${css["numeric"]}` : `${css["cell"]}`;
}

/** Rows grow with the reader's font size. */
function useRowHeight(): number {
  const [height, setHeight] = useState(Math.round(ROW_REM * 14));
  useEffect(() => {
    const rem = Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
    if (rem > 0) setHeight(Math.round(ROW_REM * rem));
  }, []);
  return height;
}
