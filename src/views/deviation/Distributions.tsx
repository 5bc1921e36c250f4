import { useMemo } from "react";
import { useWords } from "../../i18n";
import type { Deviation, Distribution } from "../../model/deviation";
import { shownText } from "../../ui/visibleText";
import { SeriesChart } from "../view/SeriesChart";
import css from "./deviation.module.css";
import { distributionChart } from "./distributionChart";

/** How often what was found, both sides in one picture. */
export function Distributions({ distributions }: Pick<Deviation, "distributions">) {
  const { t } = useWords();
  if (distributions.length === 0) return <p className={css["muted"]}>{t("views.deviation.noDistributions")}</p>;
  return (
    <div className={css["charts"]}>
      {distributions.map((one) => (
        <One key={`${one.of} ${one.source}`} distribution={one} />
      ))}
    </div>
  );
}

function One({ distribution }: { readonly distribution: Distribution }) {
  const words = useWords();
  const { t } = words;
  const { of, source } = distribution;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the words change with the language
  const chart = useMemo(() => distributionChart(distribution, words), [distribution, words.language]);
  return (
    <section data-distribution={`${of} ${source}`}>
      <h2>
        {t(`views.deviation.of.${of}`)} <span className={css["muted"]}>{shownText(source)}</span>
      </h2>
      <SeriesChart {...chart} />
    </section>
  );
}
