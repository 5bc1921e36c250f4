import type { ReactNode } from "react";
import { useWords } from "../../i18n";
import type { Guard, HeapSeries } from "../../model/growth";
import { DetailColumns, Details } from "../../ui/Details";
import { formatChange, formatCount, formatFigure, formatShare, formatWeight } from "../../ui/format";
import { StackList } from "../../ui/layout";
import { Name } from "../../ui/Name";
import type { ViewProps } from "../view";
import { SourceAt } from "../view/SourceAt";
import { VerdictBadge } from "../view/VerdictBadge";
import css from "./HeapGrowthView.module.css";
import { HeldBy } from "./HeldBy";
import { type GrowthRow, placeOf } from "./siteRows";

interface ChosenSiteProps extends Pick<ViewProps, "session" | "actions"> {
  readonly series: HeapSeries;
  readonly row: GrowthRow;
  readonly links: ReactNode; // to the function elsewhere
  readonly onHeapDump: () => void;
}

/** What is known of the chosen site: its heaviest stack, and which conditions of "leaking" hold. */
export function ChosenSite({ series, row: { site, trend }, session, actions, links, onHeapDump }: ChosenSiteProps) {
  const { t } = useWords();
  return (
    <Details
      label={t("views.heapGrowth.chosen")}
      heading={
        <>
          {site === null ? t("views.heapGrowth.total") : <Name text={site.func} />}{" "}
          <VerdictBadge verdict={trend.verdict} />
          {links}
        </>
      }
    >
      {site?.file != null && (
        <div>
          <Name text={site.line > 0 ? `${site.file}:${site.line}` : site.file} />
        </div>
      )}
      <DetailColumns>
        <div>
          <h3>{t("views.heapGrowth.guards")}</h3>
          {trend.guards.length === 0 ? (
            <p>{t("views.heapGrowth.noGuards")}</p>
          ) : (
            <Guards series={series} guards={trend.guards} />
          )}
        </div>
        {site !== null && (
          <div>
            <h3>{t("views.heapGrowth.stack")}</h3>
            <StackList>
              {site.stack.map((name, depth) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: a recursive function stands in a stack more than once
                <li key={depth}>
                  <Name
                    text={depth === 0 && site.file !== null && name === site.func ? `${name} ${placeOf(site)}` : name}
                  />
                </li>
              ))}
            </StackList>
          </div>
        )}
      </DetailColumns>
      {site !== null && <HeldBy session={session} site={site} onOpen={onHeapDump} />}
      {site?.file != null && <SourceAt path={site.file} line={site.line} session={session} actions={actions} isAside />}
    </Details>
  );
}

function Guards({ series, guards }: { readonly series: HeapSeries; readonly guards: readonly Guard[] }) {
  const { t, language } = useWords();
  const weight = (value: number) => formatWeight(value, series.unit, language);
  const rate = (perS: number) =>
    series.timed
      ? t("views.overview.perHour", { slope: formatChange(perS * 3600, series.unit, language) })
      : t("views.overview.perPoint", { slope: formatChange(perS, series.unit, language) });
  const figure = (value: number) => formatFigure(value, language);
  /** How a guard's figure and limit are said. */
  const formats: Readonly<Record<Guard["id"], (value: number) => string>> = {
    points: (value) => formatCount(value, language),
    trend: figure,
    slope: rate,
    size: weight,
    "later-half": (value) => formatShare(value, language),
    shape: figure,
    straight: figure,
    sites: (value) => formatCount(value, language),
  };
  return (
    <>
      <ul className={css["guards"]}>
        {guards.map(({ id, passed, value, limit }) => (
          <li key={id}>
            <span className={passed ? css["passed"] : css["failed"]} aria-hidden="true">
              {passed ? "✓" : "✗"}
            </span>
            <span>
              <span className={css["hidden"]}>
                {passed ? t("views.heapGrowth.passed") : t("views.heapGrowth.failed")}:{" "}
              </span>
              {t(`views.heapGrowth.guard.${id}`, { value: formats[id](value), limit: formats[id](limit) })}
            </span>
          </li>
        ))}
      </ul>
      <p className={css["notices"]}>{t("views.heapGrowth.leakOnly")}</p>
    </>
  );
}
