import { formatBytes, formatCount, formatShare } from "./format";
import type { Column } from "./Grid";
import { ShareBar } from "./layout";
import { Name } from "./Name";

type Head = Pick<Column<never>, "title" | "hint" | "width">;

/** null: the row has no such figure; its cell is empty and sorts below every figure. */
type FigureOf<Row> = (row: Row) => number | null;

/** Makers of the columns that most tables have, in the reader's language (BCP 47); all can be sorted. */
export function columnMakers<Row>(language: string) {
  const figure = (id: string, head: Head, of: FigureOf<Row>, format: (value: number) => string): Column<Row> => ({
    ...head,
    id,
    numeric: true,
    sortValue: (row) => of(row) ?? Number.NEGATIVE_INFINITY,
    cell: (row) => {
      const value = of(row);
      return value === null ? "" : format(value);
    },
  });
  return {
    figure,
    bytes: (id: string, head: Head, of: FigureOf<Row>) => figure(id, head, of, (value) => formatBytes(value, language)),
    count: (id: string, head: Head, of: FigureOf<Row>) => figure(id, head, of, (value) => formatCount(value, language)),
    /** A share of 1, with a bar behind it. */
    share: (id: string, head: Head, of: FigureOf<Row>): Column<Row> => ({
      ...figure(id, head, of, String),
      cell: (row) => {
        const share = of(row);
        return share === null ? "" : <ShareBar share={share}>{formatShare(share, language)}</ShareBar>;
      },
    }),
    /** A word of the page itself. */
    text: (id: string, head: Head, of: (row: Row) => string): Column<Row> => ({ ...head, id, sortValue: of, cell: of }),
    /** A name out of a capture; what a search was for is marked. */
    name: (id: string, head: Head, of: (row: Row) => string, match = ""): Column<Row> => ({
      ...head,
      id,
      sortValue: of,
      cell: (row) => <Name text={of(row)} match={match} />,
    }),
  };
}
