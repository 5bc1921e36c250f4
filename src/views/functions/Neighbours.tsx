import { Suspense, useDeferredValue } from "react";
import { useWords } from "../../i18n";
import type { SampleTable } from "../../model/profile";
import type { NamedStacks } from "../../model/stacks";
import { Pane } from "../../ui/layout";
import { Name } from "../../ui/Name";
import { NeighbourTable } from "../view/NeighbourTable";
import { useAnalysis } from "../view/useAnalysis";
import css from "./FunctionsView.module.css";

interface NeighboursProps {
  readonly named: NamedStacks;
  readonly samples: SampleTable;
  readonly unit: string;
  readonly func: number; // -> funcs, -1 for none
  readonly onFunc: (func: number) => void;
}

/**
 * Callers and callees of the chosen function. Enter or a double click goes on to one of them. The table beside it does
 * not wait for them: what React had rendered of it would be done again.
 */
export function Neighbours(props: NeighboursProps) {
  const { t } = useWords();
  const func = useDeferredValue(props.func);
  if (func < 0) return <Hint text={t("views.functions.noFunction")} />;
  return (
    <Suspense fallback={<Hint text={t("app.computing")} />}>
      <NeighboursOf {...props} func={func} />
    </Suspense>
  );
}

function Hint({ text }: { readonly text: string }) {
  return (
    <div className={css["neighbours"]}>
      <Pane>
        <p className={css["hint"]}>{text}</p>
      </Pane>
    </div>
  );
}

function NeighboursOf({ named, samples, unit, func, onFunc }: NeighboursProps) {
  const { t } = useWords();
  const beside = useAnalysis("neighbours", named, samples, func);
  const panes = { named, unit, onFunc };
  return (
    <div className={css["neighbours"]}>
      <Pane>
        <h2 className={css["paneTitle"]}>
          {t("views.functions.callers")} <Name text={named.strings[named.funcs.name[func]]} />
        </h2>
        <NeighbourTable
          {...panes}
          rows={beside.callers}
          label={t("views.functions.callersLabel")}
          none={t("views.functions.root")}
        />
      </Pane>
      <Pane>
        <h2 className={css["paneTitle"]}>{t("views.functions.callees")}</h2>
        <NeighbourTable
          {...panes}
          rows={beside.callees}
          label={t("views.functions.callees")}
          none={t("views.functions.itself")}
        />
      </Pane>
    </div>
  );
}
