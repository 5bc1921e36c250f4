import { useWords } from "../../i18n";
import { LinkButton } from "../../ui/Details";
import { openHelp } from "./help";

/** Beside a view's title: what the guide says of the view. */
export function HelpButton() {
  const { t } = useWords();
  return (
    <LinkButton action="guide" opensDialog={true} title={t("page.guide.forView")} onClick={openHelp}>
      {t("page.guide.help")}
    </LinkButton>
  );
}
