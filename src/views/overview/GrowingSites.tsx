import { baseName } from "../../analysis/baseName";
import { ownCaller } from "../../analysis/growth/ownCaller";
import { useWords } from "../../i18n";
import type { HeapSeries, SiteTrend } from "../../model/growth";
import { formatChange, formatShare } from "../../ui/format";
import { Name } from "../../ui/Name";
import { visibleText } from "../../ui/visibleText";
import { shortText } from "../view/shownParam";
import { VerdictBadge } from "../view/VerdictBadge";
import css from "./overview.module.css";

const SHOWN = 3;

interface GrowingSitesProps {
  readonly series: HeapSeries;
  readonly open: (func: string) => void; // shows them all, with this function's chosen; "" for none
}

/** The three call sites that grew most. */
export function GrowingSites({ series, open }: GrowingSitesProps) {
  const { t, language } = useWords();
  const sites = series.sites.filter(({ first, last }) => last > first).slice(0, SHOWN); // most growth first
  return (
    <>
      <h3>{t("views.overview.sites")}</h3>
      {sites.length === 0 && <p className={css["muted"]}>{t("views.overview.noSites")}</p>}
      <ul className={css["rows"]}>
        {sites.map((site, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: two sites may have the same name and place
          <li key={index}>
            <button type="button" onClick={() => open(site.func)} data-verdict={site.verdict}>
              <span className={css["site"]}>
                <Name text={site.func} />
                <Place site={site} />
              </span>
              <span className={css["number"]}>{formatChange(site.last - site.first, series.unit, language)}</span>
              <span className={css["number"]}>{formatShare(site.shareOfGrowth, language)}</span>
              <VerdictBadge verdict={site.verdict} />
            </button>
          </li>
        ))}
      </ul>
      <button type="button" className={css["more"]} onClick={() => open("")}>
        {t("views.overview.moreSites")}
      </button>
    </>
  );
}

const MAX_PATH = 1000;

/** "store.go:41", with the whole path on hover; below who called it where that is not the program's own code. */
function Place({ site }: { readonly site: SiteTrend }) {
  const { t } = useWords();
  const { file, line } = site;
  const caller = ownCaller(site);
  const number = line > 0 ? `:${line}` : "";
  return (
    <>
      {file !== null && (
        <bdi className={css["place"]} title={visibleText(file.slice(0, MAX_PATH)) + number}>
          {visibleText(baseName(file).slice(0, MAX_PATH)) + number}
        </bdi>
      )}
      {caller !== null && (
        <bdi className={css["place"]} title={shortText(caller)}>
          {t("findings.words.calledBy", { func: shortText(caller) })}
        </bdi>
      )}
    </>
  );
}
