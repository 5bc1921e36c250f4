import { useState } from "react";
import { useWords } from "../i18n";
import type { SessionFile } from "../model/session";
import { session } from "../store/session";
import { CommandLine } from "../ui/CommandLine";
import { Dialog } from "../ui/Dialog";
import css from "./App.module.css";
import { hashOfSelection } from "./hash";
import { linkOf, wordsOf } from "./link";

interface LinkDialogProps {
  readonly files: readonly SessionFile[];
  readonly onClose: () => void;
}

/** The link to what is shown, to be copied; names from captures are in it only when they are asked for. */
export function LinkDialog({ files, onClose }: LinkDialogProps) {
  const { t } = useWords();
  const [withWords, setWithWords] = useState(false);
  const { selection } = session.getState();
  const words = [...new Set(Object.values(wordsOf(selection)))];
  const page = location.href.replace(/#.*/, "");
  const link = page + linkOf(hashOfSelection(selection), selection, files, withWords);
  return (
    <Dialog id="link" title={t("page.link.title")} close={t("page.close")} onClose={onClose}>
      <p>{t("page.link.holds")}</p>
      {words.length > 0 && (
        <label className={css["choiceLine"]}>
          <input
            type="checkbox"
            data-choice="words"
            checked={withWords}
            onChange={({ target }) => setWithWords(target.checked)}
          />
          <span>
            {t("page.link.words")} {words.map((word) => `“${word}”`).join(", ")}
          </span>
        </label>
      )}
      <CommandLine title={t("page.link.this")} command={link} copy={t("app.copy")} copied={t("app.copied")} />
    </Dialog>
  );
}
