import { useMemo } from "react";
import { useWords } from "../../i18n";
import { columnMakers } from "../../ui/columns";
import { formatShare } from "../../ui/format";
import type { Column } from "../../ui/Grid";
import { Pane, ShareBar } from "../../ui/layout";
import { Table } from "../../ui/Table";
import type { CoverageRow } from "./coverageRows";

interface CoverageTableProps {
  readonly rows: readonly CoverageRow[];
  readonly current: CoverageRow;
  readonly onChoose: (row: CoverageRow) => void;
}

const keyOf = ({ key }: CoverageRow): string => key;

/** Per module and side: which share of its sampled frames has a function, a line, inlined calls. */
export function CoverageTable({ rows, current, onChoose }: CoverageTableProps) {
  const { t } = useWords();
  return (
    <Pane>
      <Table
        label={t("views.symbols.coverage")}
        rows={rows}
        columns={useColumns()}
        keyOf={keyOf}
        sortBy="frames"
        sortId="symbols.sort"
        selected={current.key}
        onSelect={onChoose}
        dataOf={({ name, side }) => ({ "data-module": name, "data-side": side ?? "" })}
        empty={t("views.symbols.noFrames")}
      />
    </Pane>
  );
}

/** Smaller changes are none that the figures would show. */
const LEAST_CHANGE = 0.0005;

function useColumns(): readonly Column<CoverageRow>[] {
  const { t, language } = useWords();
  return useMemo((): readonly Column<CoverageRow>[] => {
    const share = (now: number, before = now) => (
      <ShareBar share={now}>
        {Math.abs(now - before) >= LEAST_CHANGE && `${formatShare(before, language)} → `}
        {formatShare(now, language)}
      </ShareBar>
    );
    const numeric = { numeric: true } as const;
    const { count, name, text } = columnMakers<CoverageRow>(language);
    return [
      name("module", { title: t("views.symbols.module"), width: "minmax(10rem, 1fr)" }, (row) => row.name),
      {
        ...text("side", { title: t("views.symbols.side"), width: "6rem" }, ({ side }) =>
          t(`views.captures.sides.${side ?? "none"}`),
        ),
        sortValue: ({ side }) => side ?? "",
      },
      count(
        "frames",
        { title: t("views.symbols.frames"), hint: t("views.symbols.framesHint"), width: "6rem" },
        ({ frames }) => frames,
      ),
      {
        ...numeric,
        id: "functions",
        title: t("views.symbols.functions"),
        width: "8.5rem",
        sortValue: ({ functions }) => functions,
        cell: ({ functions, before }) => share(functions, before?.functions),
      },
      {
        ...numeric,
        id: "lines",
        title: t("views.symbols.lines"),
        width: "8.5rem",
        sortValue: ({ lines }) => lines,
        cell: ({ lines, before }) => share(lines, before?.lines),
      },
      {
        ...numeric,
        id: "inlines",
        title: t("views.symbols.inlines"),
        hint: t("views.symbols.inlinesHint"),
        width: "6rem",
        sortValue: ({ inlines }) => inlines,
        cell: ({ inlines }) => share(inlines),
      },
    ];
  }, [t, language]);
}
