import { useWords } from "../../i18n";
import { visibleText } from "../../ui/visibleText";
import css from "./flameGraph.module.css";

interface NoticeProps {
  readonly status: "loading" | "shown" | "failed" | "dead" | "nowebgl";
  readonly isEmpty: boolean; // nothing to draw
  readonly text: string; // speedscope's own words
  readonly retry: () => void;
  readonly openIcicle: () => void;
}

/** What is to be said while there is no picture, and what to do instead. */
export function Notice({ status, isEmpty, text, retry, openIcicle }: NoticeProps) {
  const { t } = useWords();
  if (status === "shown") return null;
  if (status === "loading")
    return (
      <p className={css["loading"]} role="status">
        {t("views.flameGraph.loading")}
      </p>
    );
  const said = isEmpty && status === "failed" ? "noSamples" : status;
  return (
    <div className={css["notice"]} role="alert">
      <p>{t(`views.flameGraph.${said}`)}</p>
      {text !== "" && status === "failed" && (
        <p className={css["words"]}>
          <bdi>{visibleText(text)}</bdi>
        </p>
      )}
      {said !== "noSamples" && (
        <p className={css["ways"]}>
          {status !== "nowebgl" && (
            <button type="button" onClick={retry}>
              {t("views.flameGraph.retry")}
            </button>
          )}
          <button type="button" onClick={openIcicle}>
            {t("views.flameGraph.openIcicle")}
          </button>
        </p>
      )}
    </div>
  );
}
