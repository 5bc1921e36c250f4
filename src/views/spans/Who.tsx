import { useState } from "react";
import type { SpanOpener } from "../../analysis/spans/openers";
import type { SpanHolder } from "../../analysis/spans/spanHolder";
import { useWords } from "../../i18n";
import type { NamedStacks } from "../../model/stacks";
import { Pane } from "../../ui/layout";
import { FrameStack } from "../view/FrameStack";
import { HolderTable } from "./HolderTable";
import { OpenerTable, openerKey } from "./OpenerTable";
import css from "./spans.module.css";

interface WhoProps {
  readonly holders: readonly SpanHolder[];
  readonly openers: readonly SpanOpener[];
  readonly named: NamedStacks | null;
  readonly onFrame: (row: number) => void; // -> ExpandedStacks.stacks
}

/** Who holds the live spans, first and apart; and who opened them, which is not the same. */
export function Who({ holders, openers, named, onFrame }: WhoProps) {
  const { t } = useWords();
  const [chosen, setChosen] = useState<string | null>(null);
  const opener = openers.find((one) => openerKey(one) === chosen) ?? openers[0];
  return (
    <div className={css["who"]}>
      <section>
        <h2>{t("views.spans.heldBy")}</h2>
        <p className={css["muted"]}>{t("views.spans.heldByHint")}</p>
        <Pane>
          <HolderTable holders={holders} />
        </Pane>
      </section>
      <section>
        <h2>{t("views.spans.openedBy")}</h2>
        <p className={css["muted"]}>{t("views.spans.openedByHint")}</p>
        <Pane>
          <OpenerTable
            openers={openers}
            named={named}
            selected={opener === undefined ? null : openerKey(opener)}
            onSelect={(one) => setChosen(openerKey(one))}
          />
        </Pane>
        {named !== null && opener !== undefined && opener.row >= 0 && (
          <div className={css["stack"]}>
            <FrameStack named={named} leaf={opener.row} onFrame={onFrame} />
          </div>
        )}
      </section>
    </div>
  );
}
