import { useCallback, useMemo, useState } from "react";
import { useWords } from "../../i18n";
import type { HeapSeries } from "../../model/growth";
import type { ProfileEntry, SessionData } from "../../model/session";
import { downloadCsv } from "../../ui/download";
import { formatClock } from "../../ui/format";
import { EmptyView, Pane, ViewFrame } from "../../ui/layout";
import { visibleText } from "../../ui/visibleText";
import { RECORD_COMMANDS, type ViewProps } from "../view";
import { useFrameOpener } from "../view/useFrameOpener";
import { VerdictBadge } from "../view/VerdictBadge";
import { Beside } from "./Beside";
import { ChosenSite } from "./ChosenSite";
import { CompareSnapshots } from "./CompareSnapshots";
import type { ChartMode } from "./chartOf";
import { GrowthChart } from "./GrowthChart";
import css from "./HeapGrowthView.module.css";
import { hasBeside } from "./hasBeside";
import { SiteTable } from "./SiteTable";
import { type GrowthRow, growthRows } from "./siteRows";

export default function HeapGrowthView(props: ViewProps) {
  const { t } = useWords();
  const { heapSeries } = props.session;
  const index = props.selection.series in heapSeries ? props.selection.series : 0;
  const series = heapSeries[index];
  if (series !== undefined) return <Growth key={index} {...props} series={series} index={index} />;
  if (hasBeside(props.session)) {
    return (
      <ViewFrame id="heapGrowth" title={t("views.heapGrowth.title")}>
        <p className={css["notices"]}>{t("views.heapGrowth.empty")}</p>
        <Beside session={props.session} />
      </ViewFrame>
    );
  }
  return (
    <EmptyView
      id="heapGrowth"
      title={t("views.heapGrowth.title")}
      answers={t("views.heapGrowth.answers")}
      empty={t("views.heapGrowth.empty")}
      commands={[
        { title: t("views.heapGrowth.record"), command: RECORD_COMMANDS.heap },
        { title: t("views.heapGrowth.recordLog"), command: RECORD_COMMANDS.gctrace },
        { title: t("views.heapGrowth.recordMaps"), command: RECORD_COMMANDS.memory },
      ]}
      copy={t("app.copy")}
      copied={t("app.copied")}
    />
  );
}

interface GrowthProps extends ViewProps {
  readonly series: HeapSeries;
  readonly index: number;
}

const MODES: readonly ChartMode[] = ["growth", "inUse"];

function Growth({ session, actions, select, series, index }: GrowthProps) {
  const { t, language } = useWords();
  const { openNamed } = useFrameOpener(select);
  const last = lastProfile(session, series);
  const [mode, setMode] = useState<ChartMode>("growth");
  const [chosen, setChosen] = useState("");
  const rows = useMemo(() => growthRows(series), [series]);
  const { range, onRange } = useShownRange(series);
  const row = rows.find(({ key }) => key === chosen) ?? rows[1] ?? rows[0];
  const nameOf = ({ program, sampleType, timesNs }: HeapSeries) =>
    t("views.heapGrowth.seriesName", { program: visibleText(program), sampleType, points: timesNs.length });
  const notices = [
    series.timed ? "" : t("views.heapGrowth.untimed"),
    series.mergedPoints > 0 ? t("views.heapGrowth.merged", { count: series.mergedPoints }) : "",
    series.restarts.length > 0 ? t("views.heapGrowth.restarts", { count: series.restarts.length }) : "",
  ].filter((notice) => notice !== "");
  return (
    <ViewFrame
      id="heapGrowth"
      title={t("views.heapGrowth.title")}
      toolbar={
        <>
          <select
            aria-label={t("views.heapGrowth.series")}
            value={index}
            onChange={(event) => select({ series: Number(event.target.value) })}
          >
            {session.heapSeries.map((one, i) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a series has no other name than its place
              <option key={i} value={i}>
                {nameOf(one)}
              </option>
            ))}
          </select>
          <select
            aria-label={t("views.heapGrowth.show")}
            value={mode}
            onChange={(event) => setMode(MODES.find((each) => each === event.target.value) ?? "growth")}
          >
            {MODES.map((each) => (
              <option key={each} value={each}>
                {t(`views.heapGrowth.${each}`)}
              </option>
            ))}
          </select>
          <button type="button" onClick={() => downloadCsv("heap-growth.csv", csvRows(series, rows, language))}>
            {t("views.heapGrowth.csv")}
          </button>
        </>
      }
      note={
        <>
          {t("views.heapGrowth.total")} <VerdictBadge verdict={series.total.verdict} />
        </>
      }
    >
      {notices.length > 0 && <p className={css["notices"]}>{notices.join(" · ")}</p>}
      <GrowthChart series={series} mode={mode} onRange={onRange} />
      <CompareSnapshots session={session} series={series} range={range} select={select} />
      <Beside session={session} />
      <div className={css["panes"]}>
        <Pane>
          <SiteTable series={series} rows={rows} selected={row.key} onSelect={setChosen} />
        </Pane>
        <Pane>
          <ChosenSite
            series={series}
            row={row}
            session={session}
            actions={actions}
            onFrame={({ func }) => last !== undefined && openNamed(last, func)}
            onHeapDump={() => select({ view: "heapDump" })}
          />
        </Pane>
      </div>
    </ViewFrame>
  );
}

/** The points that the chart shows; before anything is brushed those that are judged. */
function useShownRange(series: HeapSeries) {
  const judged = useMemo(() => [series.judged[0], series.judged[1] - 1] as const, [series]);
  const [range, setRange] = useState<readonly [number, number] | null>(null);
  const last = series.timesNs.length - 1;
  const onRange = useCallback(
    (from: number, to: number) => setRange(from === 0 && to === last ? null : [from, to]),
    [last],
  );
  return { range: range ?? judged, onRange };
}

/** The last profile of a series: there is most of what grew. */
function lastProfile({ profiles }: SessionData, { fileIds, sampleType }: HeapSeries): ProfileEntry | undefined {
  return profiles.find(({ file, profile }) => file.id === fileIds.at(-1) && profile.event === sampleType);
}

/** A line per point: when, the total, every site. */
function csvRows(series: HeapSeries, rows: readonly GrowthRow[], language: string): (string | number)[][] {
  const names = rows.map(({ site }) =>
    site === null ? `total (${series.unit})` : `${site.func} ${site.file ?? ""}:${site.line}`,
  );
  return [
    ["time", ...names],
    ...series.timesNs.map((timeNs, point) => [
      series.timed ? formatClock(timeNs, language) : point + 1,
      ...rows.map(({ trend }) => trend.values[point]),
    ]),
  ];
}
