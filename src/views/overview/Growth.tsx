import { worstVerdict } from "../../analysis/findings/headline";
import { useWords } from "../../i18n";
import type { HeapSeries } from "../../model/growth";
import { formatChange, formatDuration, formatWeight } from "../../ui/format";
import { Name } from "../../ui/Name";
import type { ViewProps } from "../view";
import { VerdictBadge } from "../view/VerdictBadge";
import { GrowingSites } from "./GrowingSites";
import { Limit } from "./Limit";
import css from "./overview.module.css";
import type { Words } from "./sayFinding";

const HOUR_S = 3600;

interface GrowthProps {
  readonly series: HeapSeries;
  readonly index: number; // of the series in `all`
  readonly all: readonly HeapSeries[];
  readonly select: ViewProps["select"];
}

/** How fast the gravest series grows, what holds the growth, and when a limit is reached. */
export function Growth({ series, index, all, select }: GrowthProps) {
  const words = useWords();
  const { t, language } = words;
  const { total, unit } = series;
  const others = all.flatMap((one, at) => (at === index ? [] : [{ one, at }]));
  return (
    <section className={css["part"]} aria-label={t("views.overview.growth")}>
      <h2>
        {t("views.overview.growth")} <Name text={`${series.program} ${series.sampleType}`} />{" "}
        <VerdictBadge verdict={worstVerdict(series)} />
      </h2>
      <dl className={css["figures"]}>
        <div>
          <dt>{t("views.overview.rate")}</dt>
          <dd>
            <strong className={css["rate"]}>{rateOf(words, series)}</strong>
            <span className={css["muted"]}>{intervalOf(words, series)}</span>
          </dd>
        </div>
        <div>
          <dt>{t("views.overview.total")}</dt>
          <dd>
            {t("views.overview.fromTo", {
              first: formatWeight(total.first, unit, language),
              last: formatWeight(total.last, unit, language),
            })}
          </dd>
        </div>
        <div>
          <dt>{t("views.overview.basis")}</dt>
          <dd>{basisOf(words, series)}</dd>
        </div>
      </dl>
      {unit === "bytes" && <Limit series={series} />}
      <GrowingSites
        series={series}
        open={(func) => select({ view: "heapGrowth", series: index, ...(func === "" ? {} : { marked: func }) })}
      />
      {others.length > 0 && (
        <>
          <h3>{t("views.overview.otherSeries")}</h3>
          <ul className={css["rows"]}>
            {others.map(({ one, at }) => (
              <li key={at}>
                <button type="button" onClick={() => select({ view: "heapGrowth", series: at })}>
                  <Name text={`${one.program} ${one.sampleType}`} />
                  <span className={css["number"]}>
                    {formatChange(one.total.last - one.total.first, one.unit, language)}
                  </span>
                  <span />
                  <VerdictBadge verdict={worstVerdict(one)} />
                </button>
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

/** Per hour; per profile where the profiles have no times, and a "second" is the step from one to the next. */
function rateOf({ t, language }: Words, { total, unit, timed }: HeapSeries): string {
  return timed
    ? t("views.overview.perHour", { slope: formatChange(total.slopePerS * HOUR_S, unit, language) })
    : t("views.overview.perPoint", { slope: formatChange(total.slopePerS, unit, language) });
}

function intervalOf({ t, language }: Words, { total, unit, timed }: HeapSeries): string {
  const [low, high] = total.slopeCi.map((slope) => formatChange(slope * (timed ? HOUR_S : 1), unit, language));
  return t("views.overview.interval", { low, high });
}

function basisOf({ t, language }: Words, { timesNs, timed, judged, mergedPoints, restarts }: HeapSeries): string {
  const [from, to] = judged;
  const points = to - from;
  const durationS = points < 2 ? 0 : Number(timesNs[to - 1] - timesNs[from]) / 1e9;
  const notes: string[] = [
    timed
      ? t("views.overview.points", { points, duration: formatDuration(durationS, language) })
      : t("views.overview.pointsOnly", { points }),
  ];
  if (mergedPoints > 0) notes.push(t("views.overview.merged", { merged: mergedPoints }));
  if (restarts.length > 0) notes.push(t("views.overview.restarts", { restarts: restarts.length }));
  return notes.join(" · ");
}
