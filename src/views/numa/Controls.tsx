import { useWords } from "../../i18n";
import type { Amplification, NumaMemory } from "../../model/numa";
import { formatFigure } from "../../ui/format";
import { isolatedText } from "../../ui/visibleText";
import css from "./numa.module.css";

/** How much faster the hot node grows than what it is compared with; the first of these is the report's amplification. */
export function Controls({ numa: { series, affected, hotNode, amplifications } }: { readonly numa: NumaMemory }) {
  const { t, language } = useWords();
  if (amplifications.length === 0) return null;
  const figure = (value: number) => formatFigure(value, language);
  const factorOf = ({ factor, ci, atLeast }: Amplification): string => {
    if (factor !== null && ci !== null)
      return t("views.numa.factorCi", { factor: figure(factor), low: figure(ci[0]), high: figure(ci[1]) });
    if (factor !== null) return t("views.numa.factor", { factor: figure(factor) });
    return atLeast === null ? t("views.numa.noFactor") : t("views.numa.atLeast", { factor: figure(atLeast) });
  };
  return (
    <section className={css["controls"]} aria-label={t("views.numa.amplification")}>
      <h2 title={t("views.numa.amplificationHint")}>{t("views.numa.amplificationOf", { node: String(hotNode) })}</h2>
      <dl>
        {amplifications.map((each) => {
          const nodes = each.nodes.join(", ");
          const name = isolatedText(series[each.control].name);
          return (
            <div key={each.control} data-control={each.control}>
              <dt>
                {each.control === affected
                  ? t("views.numa.overNodes", { nodes })
                  : t("views.numa.overSeries", { nodes, name })}
              </dt>
              <dd>{factorOf(each)}</dd>
            </div>
          );
        })}
      </dl>
    </section>
  );
}
