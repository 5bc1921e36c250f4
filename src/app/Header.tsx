import { LANGUAGES, type Language, setLanguage, useWords } from "../i18n";
import type { Finding } from "../model/report";
import type { SessionData } from "../model/session";
import { openDialog } from "../store/session";
import css from "./App.module.css";
import { chooseFiles } from "./fileDialog";
import { ShareMenu } from "./ShareMenu";
import { saveReport } from "./saveReport";
import { applyTheme, THEMES, type Theme, useTheme } from "./theme";

interface HeaderProps {
  readonly session: SessionData;
  readonly findings: readonly Finding[];
}

export function Header({ session, findings }: HeaderProps) {
  const { t, language } = useWords();
  return (
    <header className={css["header"]}>
      <a className={css["logo"]} href="#/" title={t("app.tagline")}>
        {t("app.title")}
      </a>
      <OpenButton label={t("app.open")} folder={false} />
      <OpenButton label={t("app.openFolder")} folder={true} />
      <button
        type="button"
        className={css["private"]}
        title={t("app.privateHint")}
        data-action="trust"
        aria-haspopup="dialog"
        onClick={() => openDialog("trust")}
      >
        {t("app.private")}
      </button>
      <label className={css["choice"]}>
        <span className={css["hidden"]}>{t("app.language")}</span>
        <select
          data-choice="language"
          value={language}
          onChange={(event) => setLanguage(event.target.value as Language)}
        >
          {Object.entries(LANGUAGES).map(([id, name]) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </select>
      </label>
      <ThemeChoice />
      <ShareMenu session={session} />
      <button
        type="button"
        data-action="keys"
        title={t("page.keys.title")}
        aria-haspopup="dialog"
        onClick={() => openDialog("keys")}
      >
        <span aria-hidden="true">?</span>
        <span className={css["hidden"]}>{t("page.keys.title")}</span>
      </button>
      <button
        type="button"
        data-action="report"
        title={t("app.reportHint")}
        disabled={session.files.length === 0}
        onClick={() => void saveReport(session, findings)}
      >
        {t("app.report")}
      </button>
    </header>
  );
}

function OpenButton({ label, folder }: { readonly label: string; readonly folder: boolean }) {
  return (
    <button type="button" data-action={folder ? "open-folder" : "open"} onClick={() => chooseFiles(folder)}>
      {label}
    </button>
  );
}

function ThemeChoice() {
  const { t } = useWords();
  const theme = useTheme();
  return (
    <label className={css["choice"]}>
      <span className={css["hidden"]}>{t("app.theme")}</span>
      <select data-choice="theme" value={theme} onChange={(event) => applyTheme(event.target.value as Theme)}>
        {THEMES.map((id) => (
          <option key={id} value={id}>
            {t(`app.themes.${id}`)}
          </option>
        ))}
      </select>
    </label>
  );
}
