import { useDeferredValue, useMemo } from "react";
import { neighbours, type StackWeights } from "../../analysis/functionTable";
import { useWords } from "../../i18n";
import type { NamedStacks } from "../../model/stacks";
import { Name } from "../../ui/Name";
import { NeighbourTable } from "../view/NeighbourTable";
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
        <NeighbourTable
          {...panes}
          rows={beside.callers}
          label={t("views.functions.callersLabel")}
          none={t("views.functions.root")}
        />
      </div>
      <div className={css["pane"]}>
        <h2 className={css["paneTitle"]}>{t("views.functions.callees")}</h2>
        <NeighbourTable
          {...panes}
          rows={beside.callees}
          label={t("views.functions.callees")}
          none={t("views.functions.itself")}
        />
      </div>
    </div>
  );
}
