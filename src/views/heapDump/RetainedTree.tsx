import { useMemo } from "react";
import type { DominatorRow, DominatorRows } from "../../analysis/heapDump/dominatorRows";
import { useWords } from "../../i18n";
import { formatBytes, formatCount, formatShare } from "../../ui/format";
import type { Column } from "../../ui/Grid";
import { ShareBar } from "../../ui/layout";
import { Name } from "../../ui/Name";
import { TreeTable } from "../../ui/TreeTable";
import type { ShownDump } from "./dumps";
import css from "./heapDump.module.css";
import { useNames } from "./useNames";

interface RetainedTreeProps extends Pick<ShownDump, "dump" | "held"> {
  readonly rows: DominatorRows;
  readonly onSelect: (row: DominatorRow) => void;
}

const keyOf = ({ key }: DominatorRow): string => key;
/** The way on is clear while one has most of it. */
const CLEAR_SHARE = 0.6;

/** The dominator tree from the roots down. */
export function RetainedTree({ rows, dump, held, onSelect }: RetainedTreeProps) {
  const { t, language } = useWords();
  const names = useNames(dump, held);
  const total = held.reached.bytes;
  const text = ({ kind, node, members }: DominatorRow): string => {
    const number = formatCount(members.length, language);
    if (kind === "rest") return t("views.heapDump.rest", { number });
    return kind === "node" ? names.node(node) : t("views.heapDump.group", { number, name: names.node(node) });
  };
  const isTop = ({ node }: DominatorRow): boolean => held.top[node] === node;
  return (
    <TreeTable
      label={t("views.heapDump.tree")}
      roots={rows.roots}
      childrenOf={rows.children}
      hasChildren={rows.hasChildren}
      keyOf={keyOf}
      columns={useColumns(total)}
      tree={{
        title: t("views.heapDump.holder"),
        width: "minmax(22rem, 1fr)",
        cell: (row) => (
          <>
            <Name text={text(row)} />{" "}
            {row.kind === "node" && names.kind(row.node) !== "object" && (
              <span className={css["muted"]}>{t(`views.heapDump.kinds.${names.kind(row.node)}`)}</span>
            )}
            {row.kind !== "rest" && names.kind(row.node) === "object" && isTop(row) && (
              <span className={css["muted"]}>{t("views.heapDump.several")}</span>
            )}
          </>
        ),
      }}
      opens={(row, parent) => row.kind === "node" && row.retained >= CLEAR_SHARE * (parent?.retained ?? total)}
      onSelect={onSelect}
      empty={t("views.heapDump.none")}
    />
  );
}

function useColumns(total: number): readonly Column<DominatorRow>[] {
  const { t, language } = useWords();
  return useMemo(() => {
    const shareOf = ({ retained }: DominatorRow): number => (total === 0 ? 0 : retained / total);
    return [
      {
        id: "retained",
        title: t("views.heapDump.retained"),
        hint: t("views.heapDump.retainedHint"),
        width: "7rem",
        numeric: true,
        cell: ({ retained }) => formatBytes(retained, language),
      },
      {
        id: "share",
        title: t("views.heapDump.share"),
        width: "5rem",
        numeric: true,
        cell: (row) => <ShareBar share={shareOf(row)}>{formatShare(shareOf(row), language)}</ShareBar>,
      },
      {
        id: "own",
        title: t("views.heapDump.own"),
        width: "6.5rem",
        numeric: true,
        cell: ({ own }) => (own === 0 ? "" : formatBytes(own, language)),
      },
    ];
  }, [t, language, total]);
}
