import { useEffect, useState } from "react";
import { useWords } from "../i18n";
import css from "./App.module.css";
import { keepOffline, type UseUpdate } from "./offline";
import { useSessionState } from "./useSession";
import { whenIdle } from "./whenIdle";

/** Asks whether to go on with a newer version of the page, once there is one. */
export function UpdatePrompt() {
  const { t } = useWords();
  const [use, setUse] = useState<UseUpdate | null>(null);
  const hasFiles = useSessionState(({ files }) => files.length > 0);
  useEffect(() => whenIdle(() => void keepOffline((update) => setUse(() => update))), []);
  return (
    <div role="status" data-part="update">
      {use !== null && (
        <p className={css["update"]}>
          <span>
            {t("page.update.ready")} {hasFiles && t("page.update.files")}
          </span>
          <button type="button" data-action="use-update" onClick={use}>
            {t("page.update.reload")}
          </button>
          <button type="button" onClick={() => setUse(null)}>
            {t("page.update.later")}
          </button>
        </p>
      )}
    </div>
  );
}
