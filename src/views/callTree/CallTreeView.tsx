import { useDeferredValue, useMemo, useState } from "react";
import { type CallNode, callTree } from "../../analysis/callTree";
import { useWords } from "../../i18n";
import type { ProfileEntry } from "../../model/session";
import { Choice } from "../../ui/Choice";
import { formatShare, formatWeight } from "../../ui/format";
import type { Column } from "../../ui/Grid";
import { ShareBar, ViewFrame } from "../../ui/layout";
import { Name } from "../../ui/Name";
import { SearchBox } from "../../ui/SearchBox";
import { TreeTable } from "../../ui/TreeTable";
import { isolatedText } from "../../ui/visibleText";
import type { ViewProps } from "../view";
import { OfChosenProfile } from "../view/OfChosenProfile";
import { useAnalysis } from "../view/useAnalysis";
import { useFrameOpener } from "../view/useFrameOpener";
import { useViewChoice } from "../view/useViewChoice";
import css from "./CallTreeView.module.css";

export default function CallTreeView(props: ViewProps) {
  return (
    <OfChosenProfile id="callTree" {...props}>
      {(entry) => <Tree key={entry.id} {...props} entry={entry} />}
    </OfChosenProfile>
  );
}

const keyOf = ({ func }: CallNode): string => String(func);
const hasChildren = (node: CallNode): boolean => node.hasChildren;

/** The way on is clear while one child has most of it. */
const CLEAR_SHARE = 0.6;

function Tree({ entry, session, selection, select }: ViewProps & { readonly entry: ProfileEntry }) {
  const { t } = useWords();
  const { named, profile } = entry;
  const [direction, setDirection] = useViewChoice("callTree.direction", { selection, select });
  const inverted = direction === "up";
  const [chosen, setChosen] = useState<CallNode | null>(null);
  const focused = useDeferredValue(selection.func);
  const { parts, focus, total } = useAnalysis("callTree", named, profile.samples, useDeferredValue(inverted), focused);
  const tree = useMemo(() => callTree(named, parts), [named, parts]);
  const columns = useColumns(total, profile.unit);
  const nameOf = ({ func }: CallNode): string => named.strings[named.funcs.name[func]];
  const focusOn = (node: CallNode | null): void => {
    if (node !== null) select({ func: nameOf(node) });
  };
  const { openFunction } = useFrameOpener({ session, selection, select });
  const openFrame = ({ func }: CallNode): void => openFunction(entry, func);
  return (
    <ViewFrame
      id="callTree"
      title={t("views.callTree.title")}
      toolbar={
        <>
          <Choice
            label={t("views.callTree.direction")}
            choices={[
              { id: "down", text: t("views.callTree.topDown") },
              { id: "up", text: t("views.callTree.bottomUp") },
            ]}
            chosen={direction}
            onChange={setDirection}
          />
          <SearchBox
            label={t("views.functions.search")}
            value={selection.search}
            onChange={(text) => select({ search: text })}
          />
          <button
            type="button"
            title={t("views.callTree.focusHint")}
            disabled={chosen === null}
            onClick={() => focusOn(chosen)}
          >
            {t("views.callTree.focus")}
          </button>
          <button type="button" disabled={chosen === null} onClick={() => chosen !== null && openFrame(chosen)}>
            {t("views.frame.open")}
          </button>
          {focus !== null && (
            <button
              type="button"
              className={css["chip"]}
              title={t("views.callTree.unfocus")}
              onClick={() => select({ func: "" })}
            >
              {t("views.callTree.focusedOn", { func: isolatedText(selection.func.slice(0, 80)) })} ×
            </button>
          )}
        </>
      }
      note={t("views.callTree.keys")}
    >
      <div className={css["pane"]}>
        <TreeTable
          label={t("views.callTree.title")}
          roots={tree.roots}
          childrenOf={tree.children}
          hasChildren={hasChildren}
          keyOf={keyOf}
          columns={columns}
          tree={{
            title: t("views.callTree.function"),
            width: "minmax(24rem, 1fr)",
            cell: (node) => <Name text={nameOf(node)} match={matchOf(nameOf(node), selection)} />,
          }}
          opens={(node, parent) =>
            (parent === null && focus !== null) ||
            (!inverted && Math.abs(node.weight) >= CLEAR_SHARE * Math.abs(parent?.weight ?? total))
          }
          onSelect={(node) => {
            setChosen(node);
            if (node !== null) select({ marked: nameOf(node) });
          }}
          onKey={(key, node) => {
            if (key === "f" || key === "F") focusOn(node);
            else if (key === "o" || key === "O") openFrame(node);
            else return false;
            return true;
          }}
          empty={t("views.callTree.none")}
        />
      </div>
    </ViewFrame>
  );
}

/** What is marked in a name: what is searched for, or all of the function that was chosen last. */
function matchOf(name: string, { search, marked }: ViewProps["selection"]): string {
  return search !== "" || name !== marked ? search : marked;
}

function useColumns(total: number, unit: string): readonly Column<CallNode>[] {
  const { t, language } = useWords();
  return useMemo(
    () => [
      {
        id: "weight",
        title: t("views.callTree.weight"),
        hint: t("views.callTree.weightHint"),
        width: "7rem",
        numeric: true,
        cell: ({ weight }) => formatWeight(weight, unit, language),
      },
      {
        id: "share",
        title: t("views.callTree.share"),
        width: "5rem",
        numeric: true,
        cell: ({ weight }) => (
          <ShareBar share={total === 0 ? 0 : weight / total}>
            {formatShare(total === 0 ? 0 : weight / total, language)}
          </ShareBar>
        ),
      },
      {
        id: "self",
        title: t("views.callTree.self"),
        width: "7rem",
        numeric: true,
        cell: ({ self }) => (self === 0 ? "" : formatWeight(self, unit, language)),
      },
    ],
    [t, language, total, unit],
  );
}
