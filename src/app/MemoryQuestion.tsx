import { useWords } from "../i18n";
import { Dialog } from "../ui/Dialog";
import { formatBytes } from "../ui/format";
import { Name } from "../ui/Name";
import css from "./App.module.css";
import { useSessionState } from "./useSession";

/** Asks before files are opened that may take more memory than the browser has for a page. */
export function MemoryQuestion() {
  const { t, language } = useWords();
  const question = useSessionState((state) => state.memoryQuestion);
  if (question === null) return null;
  const { names, needBytes, budgetBytes, answer } = question;
  const bytes = { need: formatBytes(needBytes, language), budget: formatBytes(budgetBytes, language) };
  return (
    <Dialog id="memory" title={t("page.memory.title")} close={t("page.close")} onClose={() => answer(false)}>
      <p>{t("page.memory.text", bytes)}</p>
      <ul>
        {names.map((name, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: names may be equal, and nothing is moved
          <li key={index}>
            <Name text={name} />
          </li>
        ))}
      </ul>
      <p>{t("page.memory.advice")}</p>
      <p className={css["choiceLine"]}>
        <button type="button" data-action="leave-out" onClick={() => answer(false)}>
          {t("page.memory.leaveOut")}
        </button>
        <button type="button" data-action="open-anyway" onClick={() => answer(true)}>
          {t("page.memory.open")}
        </button>
      </p>
    </Dialog>
  );
}
