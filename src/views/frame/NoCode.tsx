import { baseName } from "../../analysis/baseName";
import { isKernel } from "../../analysis/findings/symbolFindings";
import { useWords } from "../../i18n";
import type { DecodeFailure } from "../../model/decodeError";
import { isolatedText } from "../../ui/visibleText";
import css from "./frame.module.css";
import type { FrameFacts } from "./frameFacts";

interface NoCodeProps {
  readonly facts: FrameFacts;
  readonly failure: DecodeFailure | null;
  readonly hasObject: boolean;
}

/** Why there are no instructions, and what to drop to see them. */
export function NoCode({ facts: { module }, failure, hasObject }: NoCodeProps) {
  const { t } = useWords();
  const names = { module: isolatedText(baseName(module.path)), buildId: module.buildId ?? "" };
  const text =
    failure !== null
      ? isolatedText(failure.message)
      : hasObject
        ? t("views.frame.reading")
        : isKernel(baseName(module.path))
          ? t("views.frame.kernel")
          : module.addressing === "absolute"
            ? t("views.frame.anonymous")
            : t(module.buildId === null ? "views.frame.drop" : "views.frame.dropBuildId", names);
  return (
    <p className={css["notice"]} role="status">
      {text}
    </p>
  );
}
