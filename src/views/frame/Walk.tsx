import type { Neighbour } from "../../analysis/neighbours";
import { useWords } from "../../i18n";
import type { NamedStacks } from "../../model/stacks";
import { NeighbourTable } from "../view/NeighbourTable";
import css from "./frame.module.css";

interface WalkProps {
  readonly named: NamedStacks;
  readonly unit: string;
  readonly beside: { readonly callers: readonly Neighbour[]; readonly callees: readonly Neighbour[] } | null;
  readonly onCaller: (func: number) => void;
  readonly onCallee: (func: number) => void;
}

/** The way to the functions that call this one, and to those that it calls. */
export function Walk({ named, unit, beside, onCaller, onCallee }: WalkProps) {
  const { t } = useWords();
  if (beside === null) return <p className={css["notice"]}>{t("views.frame.noNeighbours")}</p>;
  const shared = { named, unit };
  return (
    <>
      <h3 className={css["walkTitle"]}>{t("views.frame.callers")}</h3>
      <div className={css["walk"]}>
        <NeighbourTable
          {...shared}
          rows={beside.callers}
          label={t("views.frame.callers")}
          none={t("views.functions.root")}
          onFunc={onCaller}
        />
      </div>
      <h3 className={css["walkTitle"]}>{t("views.frame.callees")}</h3>
      <div className={css["walk"]}>
        <NeighbourTable
          {...shared}
          rows={beside.callees}
          label={t("views.frame.callees")}
          none={t("views.functions.itself")}
          onFunc={onCallee}
        />
      </div>
    </>
  );
}
