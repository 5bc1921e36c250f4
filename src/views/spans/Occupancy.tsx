import { useMemo } from "react";
import { occupancy } from "../../analysis/spans/occupancy";
import { useWords } from "../../i18n";
import type { SpanHistory } from "../../model/spans";
import { formatBytes, formatCount } from "../../ui/format";
import css from "./spans.module.css";

/** How full the live spans are; nothing where no trace says which objects there are. */
export function Occupancy({ history }: { readonly history: SpanHistory }) {
  const { t, language } = useWords();
  const found = useMemo(() => occupancy(history), [history]);
  if (found === null) return null;
  const count = (value: number) => formatCount(value, language);
  const few = ({ spans, bytes }: typeof found.ofOne) => ({ number: count(spans), bytes: formatBytes(bytes, language) });
  return (
    <p className={css["muted"]} data-occupancy="">
      {t("views.spans.occupancyOf", {
        objects: count(found.objects),
        slots: count(found.slots),
        number: count(found.spans),
        wasted: formatBytes(found.wastedBytes, language),
      })}{" "}
      {t("views.spans.oneSpans", few(found.ofOne))} {t("views.spans.emptySpans", few(found.empty))}
    </p>
  );
}
