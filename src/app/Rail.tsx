import { useWords } from "../i18n";
import type { Selection, SessionData } from "../model/session";
import { views } from "../views/registry";
import css from "./App.module.css";
import { hashOfSelection } from "./hash";
import { RailStatus } from "./RailStatus";
import { VIEW_KEYS } from "./viewKeys";

export function Rail({ session, selection }: { readonly session: SessionData; readonly selection: Selection }) {
  const { t } = useWords();
  return (
    <nav className={css["rail"]} aria-label={t("app.views")}>
      {views.map((view, index) => (
        <a
          key={view.id}
          href={hashOfSelection({ ...selection, view: view.id })}
          className={css["railEntry"]}
          aria-current={view.id === selection.view ? "page" : undefined}
          data-empty={!view.accepts(session)}
          aria-keyshortcuts={VIEW_KEYS[index]}
        >
          {t(`views.${view.id}.title`)}
        </a>
      ))}
      <RailStatus />
    </nav>
  );
}
