import { useWords } from "../i18n";
import { LinkButton } from "../ui/Details";
import { Dialog } from "../ui/Dialog";
import css from "./App.module.css";
import { openHelp } from "./guide/help";

/** Keys, and where they do something. */
const KEYS = [
  ["everywhere", ["1 … 9, 0"], "views"],
  ["everywhere", ["/"], "search"],
  ["everywhere", ["Ctrl+K"], "palette"],
  ["everywhere", ["?"], "keys"],
  ["everywhere", ["Tab", "Shift+Tab"], "tab"],
  ["everywhere", ["Esc"], "escape"],
  ["tables", ["↑", "↓", "PgUp", "PgDn", "Home", "End"], "rows"],
  ["tables", ["Enter"], "enter"],
  ["callTree", ["→", "←"], "openClose"],
  ["callTree", ["*"], "openAll"],
  ["callTree", ["F"], "focus"],
  ["callTree", ["O"], "frame"],
  ["icicle", ["↑", "↓", "→", "←"], "frames"],
  ["icicle", ["Enter"], "zoom"],
  ["icicle", ["Esc"], "all"],
  ["timeline", ["→", "←"], "move"],
  ["timeline", ["Shift+→", "Shift+←"], "resize"],
  ["timeline", ["Esc"], "wholeTime"],
  ["chart", ["→", "←", "PgUp", "PgDn", "Home", "End"], "points"],
  ["chart", ["Shift+→", "Shift+←"], "choosePoints"],
  ["chart", ["Enter"], "onlyChosen"],
  ["chart", ["+", "−"], "zoomChart"],
  ["chart", ["Esc"], "unzoomChart"],
  ["legend", ["Enter"], "hideSeries"],
  ["legend", ["Shift+Enter"], "onlySeries"],
  ["map", ["↑", "↓", "→", "←"], "spans"],
  ["map", ["W", "A", "S", "D", "PgUp", "PgDn"], "moveMap"],
  ["map", ["+", "−"], "zoomMap"],
  ["map", ["Home", "0"], "wholeMap"],
  ["map", ["Esc"], "noSpan"],
  ["frame", ["←", "→"], "callers"],
  ["frame", ["N", "Shift+N"], "sampled"],
] as const;

/** All keys of the page, by where they do something. */
export function KeysDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useWords();
  const places = [...new Set(KEYS.map(([place]) => place))];
  return (
    <Dialog id="keys" title={t("page.keys.title")} close={t("page.close")} onClose={onClose}>
      <p>
        <LinkButton action="guide" onClick={openHelp}>
          {t("page.guide.forView")}
        </LinkButton>
      </p>
      {places.map((place) => (
        <section key={place}>
          <h3>{t(`page.keys.places.${place}`)}</h3>
          <dl className={css["keys"]}>
            {KEYS.filter(([where]) => where === place).map(([, keys, does]) => (
              <div key={does}>
                <dt>
                  {keys.map((key) => (
                    <kbd key={key}>{key}</kbd>
                  ))}
                </dt>
                <dd>{t(`page.keys.does.${does}`)}</dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
    </Dialog>
  );
}
