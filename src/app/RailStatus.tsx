import { memo } from "react";
import { useWords } from "../i18n";
import { ProgressLine } from "../views/view/ProgressLine";
import css from "./App.module.css";
import { cancelAll } from "./files";
import { useSessionState } from "./useSession";
import { useWork } from "./useWork";

/**
 * What is being done for all files, and how much of it. Screen readers are told what, not every figure of how much. It draws
 * itself by useWork alone: the page around it is drawn as often as workers report.
 */
export const RailStatus = memo(() => {
  const { t } = useWords();
  const { stage, filesDone, progress } = useWork();
  const filesTotal = useSessionState(({ files }) => files.length);
  const text = stage === null ? t("app.idle", { count: filesTotal }) : t(`app.stages.${stage}`);
  return (
    <div className={css["status"]} data-stage={stage ?? ""}>
      <p data-status role="status">
        {text}
      </p>
      {stage === "decode" && <p data-status>{t("app.working", { done: filesDone, total: filesTotal })}</p>}
      {progress !== null && (
        <div data-status className={css["overall"]}>
          <ProgressLine progress={progress} label={text} />
        </div>
      )}
      {(stage === "decode" || stage === "unwind") && (
        <button type="button" data-action="cancel-all" onClick={cancelAll}>
          {t("page.cancelAll")}
        </button>
      )}
    </div>
  );
});
