import { useWords } from "../../i18n";
import type { Artefact } from "../../model/deviation";
import { Name } from "../../ui/Name";
import css from "./deviation.module.css";
import { artefactText } from "./words";

/** What is known to bend the figures below it, each found in the capture that it names. */
export function Artefacts({ artefacts }: { readonly artefacts: readonly Artefact[] }) {
  const words = useWords();
  const { t } = words;
  return (
    <details className={css["artefacts"]} data-artefacts={artefacts.length}>
      <summary>{t("views.deviation.artefacts", { number: artefacts.length })}</summary>
      <ul>
        {artefacts.map((artefact) => (
          <li key={`${artefact.side} ${artefact.file} ${artefact.rule}`}>
            {t(`views.deviation.side.${artefact.side}`)}, <Name text={artefact.file} />: {artefactText(words, artefact)}
          </li>
        ))}
      </ul>
    </details>
  );
}
