import { RSS_PARTS } from "../../analysis/rss/decomposition";
import type { SessionMemory } from "../../analysis/rss/sessionMemory";
import { useWords } from "../../i18n";
import { formatBytes } from "../../ui/format";
import { Name } from "../../ui/Name";
import css from "./HeapGrowthView.module.css";

/** What resident memory is made of, as one bar; parts that nothing tells are said below it. */
export function RssBar({ memory: { rss, from } }: { readonly memory: SessionMemory }) {
  const { t, language } = useWords();
  const bytes = (value: number) => formatBytes(value, language);
  const known = RSS_PARTS.filter((id) => (rss.parts[id].bytes ?? 0) > 0);
  const unknown = RSS_PARTS.filter((id) => rss.parts[id].bytes === null);
  const sum = known.reduce((all, id) => all + (rss.parts[id].bytes ?? 0), 0);
  const whole = Math.max(sum, rss.totalIs === "now" ? (rss.total ?? 0) : 0);
  const colourOf = (id: (typeof RSS_PARTS)[number]) => `var(--series-${RSS_PARTS.indexOf(id) + 1})`;
  const left = rss.unexplained ?? 0;
  const listed = new Intl.ListFormat(language, { type: "conjunction" });
  return (
    <section className={css["beside"]} data-rss={rss.total ?? ""}>
      <h2>
        {rss.total === null
          ? t("views.heapGrowth.rss.title")
          : t(`views.heapGrowth.rss.${rss.totalIs}`, { total: bytes(rss.total) })}{" "}
        {from.map((name) => (
          <Name key={name} text={`${name} `} />
        ))}
      </h2>
      <div className={css["bar"]} aria-hidden="true">
        {known.map((id) => (
          <span
            key={id}
            style={{ flexGrow: (rss.parts[id].bytes ?? 0) / whole, background: colourOf(id) }}
            title={`${t(`views.heapGrowth.rss.parts.${id}`)} ${t(`views.heapGrowth.rss.${rss.parts[id].bound}`, { bytes: bytes(rss.parts[id].bytes ?? 0) })}`}
          />
        ))}
        {left > 0 && (
          <span
            className={css["left"]}
            style={{ flexGrow: left / whole }}
            title={t("views.heapGrowth.rss.unexplained", { bytes: bytes(left) })}
          />
        )}
      </div>
      <ul className={css["legend"]}>
        {known.map((id) => (
          <li key={id} data-part={id}>
            <span className={css["swatch"]} style={{ background: colourOf(id) }} />
            {t(`views.heapGrowth.rss.parts.${id}`)}{" "}
            {t(`views.heapGrowth.rss.${rss.parts[id].bound}`, { bytes: bytes(rss.parts[id].bytes ?? 0) })}
          </li>
        ))}
        {rss.unexplained !== null && (
          <li>
            {left >= 0
              ? t("views.heapGrowth.rss.unexplained", { bytes: bytes(left) })
              : t("views.heapGrowth.rss.beyond", { bytes: bytes(-left) })}
          </li>
        )}
      </ul>
      {unknown.length > 0 && (
        <p className={css["notices"]}>
          {t("views.heapGrowth.rss.unknown", {
            parts: listed.format(unknown.map((id) => t(`views.heapGrowth.rss.parts.${id}`))),
          })}
        </p>
      )}
    </section>
  );
}
