import { useWords } from "../../i18n";
import type { ProfileEntry, Selection } from "../../model/session";
import type { ViewId, ViewProps } from ".";
import css from "./FunctionLinks.module.css";
import { profileChange } from "./profileChange";
import { useFrameOpener } from "./useFrameOpener";

interface FunctionLinksProps extends Pick<ViewProps, "session" | "selection" | "select"> {
  /** A profile that has the function. */
  readonly entry: ProfileEntry;
  readonly name: string;
  readonly line?: number; // that the frame view begins at, 0 where it is not known
}

/** Where a profile's views show a function, and what else they need for it. */
const VIEWS: readonly { readonly view: ViewId; readonly change: (name: string) => Partial<Selection> }[] = [
  { view: "functions", change: () => ({}) },
  { view: "callTree", change: (name) => ({ func: name }) },
  { view: "icicle", change: () => ({}) },
  { view: "flameGraph", change: () => ({}) },
];

/** The chosen function in the views of a profile: each is one press away, and marks it. */
export function FunctionLinks({ entry, name, line = 0, session, selection, select }: FunctionLinksProps) {
  const { t } = useWords();
  const { openLine, openNamed } = useFrameOpener({ session, selection, select });
  const hasCode = entry.file.capture !== null && "codes" in entry.file.capture;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot lie in a heading
    <span className={css["links"]} role="group" aria-label={t("views.functions.showIn")}>
      {VIEWS.map(({ view, change }) => (
        <button
          key={view}
          type="button"
          data-show={view}
          onClick={() =>
            select({
              ...profileChange(session.profiles, selection, entry.id),
              ...change(name),
              view,
              marked: name,
              search: "",
            })
          }
        >
          {t(`views.${view}.title`)}
        </button>
      ))}
      {hasCode && (
        <button
          type="button"
          data-show="frame"
          onClick={() => (line > 0 ? openLine(entry, name, line) : openNamed(entry, name))}
        >
          {t("views.frame.open")}
        </button>
      )}
    </span>
  );
}
