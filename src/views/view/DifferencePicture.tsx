import { useCallback, useMemo } from "react";
import type { Difference } from "../../analysis/difference/difference";
import { useWords } from "../../i18n";
import { formatChange, formatShare } from "../../ui/format";
import { Icicle } from "../../ui/Icicle";
import { Name } from "../../ui/Name";
import { changeToken } from "../../ui/useColours";
import type { ViewProps } from "./index";
import css from "./stackPicture.module.css";
import { useAnalysis } from "./useAnalysis";
import { useStackPicture } from "./useStackPicture";

interface DifferencePictureProps extends Pick<ViewProps, "selection" | "select"> {
  readonly made: Difference;
  readonly unit: string;
  readonly title: string; // of a saved picture
  readonly whole: number; // what shares are of
  readonly legend?: string; // what colours and widths mean here
}

/** The stacks that differ: as wide as they changed, red where they grew and blue where they shrank. */
export function DifferencePicture(props: DifferencePictureProps) {
  const { made, unit, title, whole } = props;
  const { search, marked } = props.selection;
  const { named, samples } = made;
  const { t, language } = useWords();
  const { merged } = useAnalysis("icicle", named, samples);
  const { root, setRoot, nameOf, frames } = useStackPicture(
    merged,
    named,
    { zoom: "difference.zoom", measure: ["change", merged.change, unit], signOf },
    props,
  );
  const colourOf = useCallback((node: number) => changeToken(merged.change[node] / merged.weight[node]), [merged]);
  const text = search.toLowerCase();
  const isMatch = useMemo(
    () => (text === "" ? markedNode(marked, nameOf) : (node: number) => nameOf(node).toLowerCase().includes(text)),
    [text, marked, nameOf],
  );
  const details = (node: number) => {
    if (node < 0) return <p className={css["notice"]}>{t("views.difference.hint")}</p>;
    const change = merged.change[node];
    return (
      <>
        <p className={css["line"]}>
          <Name text={nameOf(node)} match={search} />
        </p>
        <p className={css["notice"]}>
          {t("views.difference.inclusive", {
            change: formatChange(change, unit, language),
            share: formatShare(whole === 0 ? 0 : change / whole, language),
          })}
          {" · "}
          {t("views.difference.self", { change: formatChange(merged.self[node], unit, language) })}
        </p>
      </>
    );
  };
  return (
    <>
      <p className={css["notice"]}>
        {props.legend ?? t("views.difference.legend")}{" "}
        {root >= 0 && (
          <button type="button" onClick={() => setRoot(-1)}>
            {t("views.difference.everything")}
          </button>
        )}
      </p>
      <Icicle
        label={t("views.difference.label")}
        fileName="difference"
        title={title}
        {...frames}
        colourOf={colourOf}
        isMatch={isMatch}
        details={details}
      />
    </>
  );
}

function markedNode(marked: string, nameOf: (node: number) => string): ((node: number) => boolean) | null {
  return marked === "" ? null : (node) => nameOf(node) === marked;
}

/** Colour alone would not tell everyone. */
function signOf(change: number): string {
  if (change === 0) return "";
  return change > 0 ? "+ " : "− ";
}
