import { useRef, useState } from "react";
import { buildReport } from "../analysis/report/buildReport";
import { LANGUAGES, type Language, setLanguage, useWords } from "../i18n";
import type { Finding } from "../model/report";
import type { SessionData } from "../model/session";
import { select, session as store } from "../store/session";
import { downloadBlob } from "../ui/download";
import css from "./App.module.css";
import { analyze } from "./analyze";
import { chosenFiles } from "./dropped";
import { addFiles } from "./files";
import { track } from "./pending";
import { ShareMenu } from "./ShareMenu";
import { applyTheme, storedTheme, THEMES, type Theme } from "./theme";
import { TrustDialog } from "./trust/TrustDialog";

interface HeaderProps {
  readonly session: SessionData;
  readonly findings: readonly Finding[];
}

export function Header({ session, findings }: HeaderProps) {
  const { t, language } = useWords();
  const [isTrusting, setTrusting] = useState(false);
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
        onClick={() => setTrusting(true)}
      >
        {t("app.private")}
      </button>
      {isTrusting && <TrustDialog onClose={() => setTrusting(false)} />}
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

async function saveReport(session: SessionData, findings: readonly Finding[]): Promise<void> {
  const app = { version: __APP_VERSION__, build: __APP_BUILD__ };
  const report = await buildReport(session, findings, app, store.getState().totalMs, analyze);
  downloadBlob("swscope-report.json", new Blob([JSON.stringify(report, null, 1)], { type: "application/json" }));
}

function OpenButton({ label, folder }: { readonly label: string; readonly folder: boolean }) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <button type="button" data-action={folder ? "open-folder" : "open"} onClick={() => input.current?.click()}>
        {label}
      </button>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        aria-label={label}
        {...(folder ? { webkitdirectory: "" } : {})}
        onChange={({ target }) => {
          const chosen = chosenFiles(target.files ?? new DataTransfer().files);
          target.value = ""; // so that the same file can be chosen again
          if (chosen.length === 0) return;
          void track(addFiles(chosen, null));
          select({ view: "overview" });
        }}
      />
    </>
  );
}

function ThemeChoice() {
  const { t } = useWords();
  const [theme, setTheme] = useState<Theme>(storedTheme);
  return (
    <label className={css["choice"]}>
      <span className={css["hidden"]}>{t("app.theme")}</span>
      <select
        data-choice="theme"
        value={theme}
        onChange={(event) => {
          const chosen = event.target.value as Theme;
          setTheme(chosen);
          applyTheme(chosen);
        }}
      >
        {THEMES.map((id) => (
          <option key={id} value={id}>
            {t(`app.themes.${id}`)}
          </option>
        ))}
      </select>
    </label>
  );
}
