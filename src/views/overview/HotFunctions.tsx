import { hotProfiles } from "../../analysis/findings/hottest";
import { useWords } from "../../i18n";
import type { ProfileEntry, SessionData } from "../../model/session";
import { formatShare, formatWeight } from "../../ui/format";
import { ShareBar } from "../../ui/layout";
import { Name } from "../../ui/Name";
import type { ViewProps } from "../view";
import { useAnalysis } from "../view/useAnalysis";
import css from "./overview.module.css";

const PROFILES_SHOWN = 4;
const FUNCTIONS_SHOWN = 5;

interface HotFunctionsProps {
  readonly session: SessionData;
  readonly select: ViewProps["select"];
}

/** The functions with the most weight of their own, for each event. */
export function HotFunctions({ session, select }: HotFunctionsProps) {
  const { t } = useWords();
  const entries = hotProfiles(session);
  if (entries.length === 0) return null;
  return (
    <section className={css["part"]} aria-label={t("views.overview.hot")}>
      <h2>{t("views.overview.hot")}</h2>
      {entries.slice(0, PROFILES_SHOWN).map((entry) => (
        <HotTable key={entry.id} entry={entry} select={select} />
      ))}
      {entries.length > PROFILES_SHOWN && (
        <button type="button" className={css["more"]} onClick={() => select({ view: "functions" })}>
          {t("views.overview.moreProfiles", { count: entries.length - PROFILES_SHOWN })}
        </button>
      )}
    </section>
  );
}

function HotTable({ entry, select }: { readonly entry: ProfileEntry; readonly select: ViewProps["select"] }) {
  const { t, language } = useWords();
  const { named, profile, file, side, id } = entry;
  const rows = useAnalysis("hottest", named, profile.samples, FUNCTIONS_SHOWN);
  const label = t("views.overview.hot");
  return (
    <table className={css["table"]} aria-label={label}>
      <thead>
        <tr>
          <th scope="col">
            <Name text={profile.event} />{" "}
            <span className={css["muted"]}>
              <Name text={file.name} />
            </span>
            {side !== null && <span className={css["muted"]}> {t(`views.overview.sided.${side}`)}</span>}
          </th>
          <th scope="col">{t("views.overview.self")}</th>
          <th scope="col">{t("views.overview.share")}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: functions of two modules may have the same name
          <tr key={index}>
            <th scope="row">
              <button
                type="button"
                className={css["link"]}
                onClick={() => select({ view: "functions", profile: id, func: row.name, marked: row.name })}
              >
                <Name text={row.name} />
              </button>
            </th>
            <td>{formatWeight(row.self, profile.unit, language)}</td>
            <td className={css["shareCell"]}>
              <ShareBar share={row.share}>{formatShare(row.share, language)}</ShareBar>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
