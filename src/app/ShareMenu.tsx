import { useState } from "react";
import { useWords } from "../i18n";
import type { SessionData } from "../model/session";
import { openDialog } from "../store/session";
import { ActionMenu } from "../ui/ActionMenu";
import css from "./App.module.css";
import { track } from "./pending";
import { saveSession } from "./savedSessions";

/** What a colleague can be given: a link to the same view of the same files, or all that was decoded as one file. */
export function ShareMenu({ session: { files } }: { readonly session: SessionData }) {
  const { t } = useWords();
  const [failure, setFailure] = useState<string | null>(null);
  const save = async (): Promise<void> => setFailure(await saveSession());
  const actions = [
    { id: "link", label: t("page.link.title"), detail: t("page.link.detail"), run: () => openDialog("link") },
    ...(files.length > 0
      ? [
          {
            id: "session",
            label: t("page.session.save"),
            detail: t("page.session.detail"),
            run: () => void track(save()),
          },
        ]
      : []),
  ];
  return (
    <>
      <ActionMenu id="share" label={t("page.share")} actions={actions} />
      {failure !== null && (
        <p className={css["crash"]} role="alert">
          {t("page.session.failed", { message: failure })}
        </p>
      )}
    </>
  );
}
