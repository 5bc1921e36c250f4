import { useMemo } from "react";
import type { SpanOpener } from "../../analysis/spans/openers";
import type { SpanHolder } from "../../analysis/spans/spanHolder";
import { useWords } from "../../i18n";
import type { ProfileEntry } from "../../model/session";
import type { NamedStacks } from "../../model/stacks";
import { Pane } from "../../ui/layout";
import type { ViewProps } from "../view";
import { FrameStack } from "../view/FrameStack";
import { FunctionLinks } from "../view/FunctionLinks";
import { useMarkedRow } from "../view/useMarkedRow";
import { HolderTable, holderKey } from "./HolderTable";
import { OpenerTable, openerKey } from "./OpenerTable";
import css from "./spans.module.css";

interface WhoProps extends Pick<ViewProps, "session" | "selection" | "select"> {
  readonly entry: ProfileEntry | undefined; // whose stacks opened the spans
  readonly holders: readonly SpanHolder[];
  readonly openers: readonly SpanOpener[];
  readonly named: NamedStacks | null;
  readonly onFrame: (row: number) => void; // -> ExpandedStacks.stacks
}

/** Who holds the live spans, first and apart; and who opened them, which is not the same. */
export function Who({ entry, holders, openers, named, onFrame, ...view }: WhoProps) {
  const { t } = useWords();
  const funcOf = ({ func }: { readonly func: string }) => func;
  const [opener, chooseOpener] = useMarkedRow(openers, { keyOf: openerKey, funcOf, otherwise: openers[0] }, view);
  const held = useMemo(() => holders.map((holder, index) => ({ ...holder, key: String(index) })), [holders]);
  const [holder, chooseHolder] = useMarkedRow(held, { keyOf: holderKey, funcOf }, view);
  return (
    <div className={css["who"]}>
      <section>
        <h2>{t("views.spans.heldBy")}</h2>
        <p className={css["muted"]}>{t("views.spans.heldByHint")}</p>
        <Pane>
          <HolderTable rows={held} selected={holder?.key ?? null} onSelect={chooseHolder} />
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
            onSelect={chooseOpener}
          />
        </Pane>
        {named !== null && opener !== undefined && opener.row >= 0 && (
          <div className={css["stack"]}>
            {entry !== undefined && <FunctionLinks entry={entry} name={opener.func} {...view} />}
            <FrameStack named={named} leaf={opener.row} marked={view.selection.marked} onFrame={onFrame} />
          </div>
        )}
      </section>
    </div>
  );
}
