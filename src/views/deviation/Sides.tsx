import { useWords } from "../../i18n";
import type { Deviation } from "../../model/deviation";
import { Name } from "../../ui/Name";
import css from "./deviation.module.css";

const SIDES = ["baseline", "candidate"] as const;

interface SidesProps {
  readonly deviation: Deviation;
  readonly onCaptures: () => void; // shows where files are moved between sides
}

/** Which captures are compared with which. */
export function Sides({ deviation, onCaptures }: SidesProps) {
  const { t } = useWords();
  return (
    <section className={css["sides"]} aria-label={t("views.deviation.sides")}>
      {SIDES.map((side) => (
        <p key={side} data-side={side}>
          <span className={css["swatch"]} data-side={side} /> <strong>{t(`views.deviation.side.${side}`)}</strong>{" "}
          <span className={css["muted"]}>{deviation[side].archs.join(", ")}</span>{" "}
          {deviation[side].files.map((file, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: two files may have one name
            <span key={index} className={css["file"]}>
              <Name text={file} />
            </span>
          ))}
        </p>
      ))}
      <button type="button" data-action="move-sides" onClick={onCaptures}>
        {t("views.deviation.move")}
      </button>
    </section>
  );
}
