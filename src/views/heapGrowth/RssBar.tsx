import { RSS_PARTS } from "../../analysis/rss/decomposition";
import type { SessionMemory } from "../../analysis/rss/sessionMemory";
import { useWords } from "../../i18n";
import { barPicture } from "../../ui/barPicture";
import { formatBytes } from "../../ui/format";
import { Name } from "../../ui/Name";
import { pictureCanvas, pictureSvg } from "../../ui/picture";
import { SaveButtons } from "../../ui/SaveButtons";
import { type Colours, seriesToken, type Token, useColours } from "../../ui/useColours";
import { visibleText } from "../../ui/visibleText";
import css from "./HeapGrowthView.module.css";

interface ShownPart {
  readonly id: string;
  readonly bytes: number;
  readonly bound: string;
  readonly text: string;
  readonly colour: Token;
}

/** What resident memory is made of, as one bar; parts that nothing tells are said below it. */
export function RssBar({ memory: { rss, from } }: { readonly memory: SessionMemory }) {
  const { t, language } = useWords();
  const colours = useColours();
  const bytesText = (value: number) => formatBytes(value, language);
  const known = RSS_PARTS.flatMap((id, index): ShownPart[] => {
    const { bytes, bound } = rss.parts[id];
    if (bytes === null || bytes <= 0) return [];
    const amount = t(`views.heapGrowth.rss.${bound}`, { bytes: bytesText(bytes) });
    return [
      { id, bytes, bound, text: `${t(`views.heapGrowth.rss.parts.${id}`)} ${amount}`, colour: seriesToken(index) },
    ];
  });
  const unknown = RSS_PARTS.filter((id) => rss.parts[id].bytes === null);
  const left = rss.unexplained ?? 0;
  const rest: ShownPart = {
    id: "unexplained",
    bytes: left,
    bound: "",
    text: t("views.heapGrowth.rss.unexplained", { bytes: bytesText(left) }),
    colour: "series-rest",
  };
  const parts = left > 0 ? [...known, rest] : known;
  const title =
    rss.total === null
      ? t("views.heapGrowth.rss.title")
      : t(`views.heapGrowth.rss.${rss.totalIs}`, { total: bytesText(rss.total) });
  const picture = (colours: Colours) =>
    barPicture(
      visibleText([title, ...from].join(" · ")),
      parts.map(({ text, bytes, colour }) => ({ text, value: bytes, colour: colours[colour] })),
      { ground: colours.bg, ink: colours.fg },
    );
  const listed = new Intl.ListFormat(language, { type: "conjunction" });
  return (
    <section className={css["beside"]} data-rss={rss.total ?? ""}>
      <h2>
        {title}{" "}
        {from.map((name) => (
          <Name key={name} text={`${name} `} />
        ))}
      </h2>
      <div className={css["bar"]} aria-hidden="true">
        {parts.map(({ id, bytes, text, colour }) => (
          <span key={id} style={{ flexGrow: bytes, background: `var(--${colour})` }} title={text} />
        ))}
      </div>
      <ul className={css["legend"]}>
        {parts.map(({ id, text, colour }) => (
          <li key={id} data-part={id}>
            <span className={css["swatch"]} style={{ background: `var(--${colour})` }} />
            {text}
          </li>
        ))}
        {left < 0 && <li>{t("views.heapGrowth.rss.beyond", { bytes: bytesText(-left) })}</li>}
        {colours !== null && (
          <li className={css["saves"]}>
            <SaveButtons
              fileName="resident-memory"
              svg={() => pictureSvg(picture(colours))}
              canvas={() => pictureCanvas(picture(colours))}
              rows={() => [["part", "bytes", "bound"], ...parts.map(({ id, bytes, bound }) => [id, bytes, bound])]}
            />
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
