import { useDeferredValue, useMemo, useState } from "react";
import { type Neighbour, neighbours, type StackWeights } from "../../analysis/functionTable";
import { useWords } from "../../i18n";
import type { NamedStacks } from "../../model/stacks";
import { formatShare, formatWeight } from "../../ui/format";
import type { Column } from "../../ui/Grid";
import { ShareBar } from "../../ui/layout";
import { Name } from "../../ui/Name";
import { Table } from "../../ui/Table";
import css from "./FunctionsView.module.css";

interface NeighboursProps {
  readonly named: NamedStacks;
  readonly weights: StackWeights;
  readonly unit: string;
  readonly func: number; // -> funcs, -1 for none
  readonly onFunc: (func: number) => void;
}

/** Callers and callees of the chosen function. Enter or a double click goes on to one of them. */
export function Neighbours({ named, weights, unit, func, onFunc }: NeighboursProps) {
  const { t } = useWords();
  const settled = useDeferredValue(func);
  const beside = useMemo(() => (settled < 0 ? null : neighbours(named, weights, settled)), [named, weights, settled]);
  if (beside === null) {
    return (
      <div className={css["neighbours"]}>
        <div className={css["pane"]}>
          <p className={css["hint"]}>{t("views.functions.noFunction")}</p>
        </div>
      </div>
    );
  }
  const panes = { named, unit, onFunc };
  return (
    <div className={css["neighbours"]}>
      <div className={css["pane"]}>
        <h2 className={css["paneTitle"]}>
          {t("views.functions.callers")} <Name text={named.strings[named.funcs.name[settled]]} />
        </h2>
        <Pane
          {...panes}
          rows={beside.callers}
          label={t("views.functions.callersLabel")}
          none={t("views.functions.root")}
        />
      </div>
      <div className={css["pane"]}>
        <h2 className={css["paneTitle"]}>{t("views.functions.callees")}</h2>
        <Pane
          {...panes}
          rows={beside.callees}
          label={t("views.functions.callees")}
          none={t("views.functions.itself")}
        />
      </div>
    </div>
  );
}

interface PaneProps extends Pick<NeighboursProps, "named" | "unit" | "onFunc"> {
  readonly rows: readonly Neighbour[];
  readonly label: string;
  readonly none: string; // what a row without a function is called
}

const keyOf = ({ func }: Neighbour): string => String(func);

function Pane({ named, unit, rows, label, none, onFunc }: PaneProps) {
  const { t, language } = useWords();
  const [selected, setSelected] = useState<string | null>(null);
  const columns = useMemo((): readonly Column<Neighbour>[] => {
    const total = rows.reduce((sum, { weight }) => sum + Math.abs(weight), 0);
    const nameOf = (func: number) => (func < 0 ? none : named.strings[named.funcs.name[func]]);
    return [
      {
        id: "weight",
        title: t("views.functions.weight"),
        width: "6.5rem",
        numeric: true,
        sortValue: ({ weight }) => weight,
        cell: ({ weight }) => formatWeight(weight, unit, language),
      },
      {
        id: "share",
        title: t("views.functions.share"),
        width: "4.5rem",
        numeric: true,
        cell: ({ weight }) => (
          <ShareBar share={total === 0 ? 0 : weight / total}>
            {formatShare(total === 0 ? 0 : weight / total, language)}
          </ShareBar>
        ),
      },
      {
        id: "function",
        title: t("views.functions.function"),
        width: "minmax(10rem, 1fr)",
        sortValue: ({ func }) => nameOf(func),
        cell: ({ func }) => <Name text={nameOf(func)} />,
      },
    ];
  }, [named, unit, rows, none, t, language]);
  return (
    <Table
      label={label}
      rows={rows}
      columns={columns}
      keyOf={keyOf}
      sortBy="weight"
      selected={selected}
      onSelect={(row) => setSelected(keyOf(row))}
      onActivate={({ func }) => func >= 0 && onFunc(func)}
      empty={t("views.functions.none")}
    />
  );
}
