import { useMemo } from "react";
import { lifetimeBins } from "../../analysis/spans/lifetimeBins";
import { useWords } from "../../i18n";
import type { SpanLives } from "../../model/spanLives";
import { formatCount, formatNs, formatShare } from "../../ui/format";
import { ShareBar } from "../../ui/layout";
import css from "./spans.module.css";

/** How long spans lived that were freed: a bar per bin, in a table, so that it can be read and seen. */
export function Lifetimes({ lives }: { readonly lives: SpanLives }) {
  const { t, language } = useWords();
  const { fromNs, toNs, lives: counts } = useMemo(() => lifetimeBins(lives), [lives]);
  const all = counts.reduce((sum, count) => sum + count, 0);
  const most = counts.reduce((largest, count) => Math.max(largest, count), 0);
  if (all === 0) return null;
  return (
    <table className={css["figures"]}>
      <caption>{t("views.spans.histogramOf", { number: formatCount(all, language) })}</caption>
      <thead>
        <tr>
          <th scope="col">{t("views.spans.lived")}</th>
          <th scope="col">{t("views.spans.lives")}</th>
        </tr>
      </thead>
      <tbody>
        {fromNs.map((from, bin) => (
          <tr key={from}>
            <th scope="row">
              {formatNs(from, language)} – {formatNs(fromNs[bin + 1] ?? toNs, language)}
            </th>
            <td>
              <ShareBar share={counts[bin] / most}>
                {formatCount(counts[bin], language)} · {formatShare(counts[bin] / all, language)}
              </ShareBar>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
