import { useEffect, useState } from "react";
import { useWords } from "../i18n";
import type { Selection, SessionData, SessionFile } from "../model/session";
import { views } from "../views/registry";
import css from "./App.module.css";
import { cancelAll } from "./files";
import { hashOfSelection } from "./hash";
import { isIdle, useSessionState } from "./useSession";
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
      <Status session={session} />
    </nav>
  );
}

/** Of all files together, by their bytes. */
function progressOf(files: readonly SessionFile[]): { readonly doneBytes: number; readonly totalBytes: number } {
  let [doneBytes, totalBytes] = [0, 0];
  for (const { status, sizeBytes, progress } of files) {
    const isDone = status !== "queued" && status !== "decoding";
    totalBytes += sizeBytes;
    doneBytes += isDone ? sizeBytes : Math.min(sizeBytes, progress?.bytesDone ?? 0);
  }
  return { doneBytes, totalBytes };
}

/** Between two questions that a view asks, one after the other, nothing is done: that is not said. */
const SETTLED_MS = 200;

/** Whether nothing has been done for a moment. */
function useSettledIdle(): boolean {
  const idle = useSessionState(isIdle);
  const [settled, setSettled] = useState(idle);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(idle), idle ? SETTLED_MS : 0);
    return () => clearTimeout(timer);
  }, [idle]);
  return idle && settled;
}

/** What is being done, and how much of it: one line, also for screen readers and the headless runner. */
function Status({ session: { files } }: { readonly session: SessionData }) {
  const { t } = useWords();
  const idle = useSettledIdle();
  const isReading = files.some(({ status }) => status === "queued" || status === "decoding");
  const { doneBytes, totalBytes } = progressOf(files);
  const done = files.filter(({ status }) => status !== "queued" && status !== "decoding").length;
  const text =
    done < files.length
      ? t("app.working", { done, total: files.length })
      : idle
        ? t("app.idle", { count: files.length })
        : t("app.workingStages");
  return (
    <div className={css["status"]}>
      <p data-status role="status">
        {text}
        {!idle && <progress max={Math.max(1, totalBytes)} value={doneBytes} aria-label={text} />}
      </p>
      {isReading && (
        <button type="button" data-action="cancel-all" onClick={cancelAll}>
          {t("page.cancelAll")}
        </button>
      )}
    </div>
  );
}
