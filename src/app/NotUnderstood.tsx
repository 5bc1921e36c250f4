import { useWords } from "../i18n";
import { session } from "../store/session";
import { isolatedText } from "../ui/visibleText";
import css from "./App.module.css";
import { LINK_VERSION } from "./link";
import { useSessionState } from "./useSession";

/** Says what of the address that was opened last has been left out, until it is closed or another one is opened. */
export function NotUnderstood() {
  const { t } = useWords();
  const lost = useSessionState(({ notUnderstood }) => notUnderstood);
  return (
    <div role="status" data-part="not-understood">
      {lost !== null && (
        <div className={css["notUnderstood"]}>
          <p>
            {lost.version !== ""
              ? t(`page.notUnderstood.${Number(lost.version) < Number(LINK_VERSION) ? "older" : "other"}`, {
                  version: isolatedText(lost.version),
                  own: LINK_VERSION,
                })
              : t("page.notUnderstood.parts")}{" "}
            {lost.view !== "" && t("page.notUnderstood.view", { view: isolatedText(lost.view) })}{" "}
            {lost.parameters.length > 0 && t("page.notUnderstood.names")}{" "}
            {lost.parameters.map((name, index) => (
              <span key={name}>
                {index > 0 && ", "}
                <code>{isolatedText(name)}</code>
              </span>
            ))}
          </p>
          <button type="button" data-action="close-notice" onClick={() => session.setState({ notUnderstood: null })}>
            {t("page.close")}
          </button>
        </div>
      )}
    </div>
  );
}
