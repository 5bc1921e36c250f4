import { useDeferredValue, useMemo } from "react";
import { GROUPINGS } from "../../analysis/growth/groupedPoints";
import { useWords } from "../../i18n";
import type { HeapSeries } from "../../model/growth";
import type { ProfileEntry, SessionData } from "../../model/session";
import { VIEW_CHOICES } from "../../model/viewChoices";
import { downloadCsv } from "../../ui/download";
import { formatClock } from "../../ui/format";
import { EmptyView, Pane, Panes, ViewFrame } from "../../ui/layout";
import { Select } from "../../ui/Select";
import { shownText } from "../../ui/visibleText";
import { RECORD_COMMANDS, type ViewProps } from "../view";
import { CaptureKit } from "../view/CaptureKit";
import { FunctionLinks } from "../view/FunctionLinks";
import { useChosenPoints } from "../view/useChosenPoints";
import { useMarkedRow } from "../view/useMarkedRow";
import { useViewChoice } from "../view/useViewChoice";
import { VerdictBadge } from "../view/VerdictBadge";
import { Beside } from "./Beside";
import { ChosenSite } from "./ChosenSite";
import { CompareSnapshots } from "./CompareSnapshots";
import { GrowthChart } from "./GrowthChart";
import css from "./HeapGrowthView.module.css";
import { hasBeside } from "./hasBeside";
import { SiteTable } from "./SiteTable";
import { type GrowthRow, growthRows } from "./siteRows";
import { useChosenSeries } from "./useChosenSeries";

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
    >
      <CaptureKit args="heap -u http://localhost:6060 -n 12 -d 60" />
    </EmptyView>
  );
}

interface GrowthProps extends ViewProps {
  readonly series: HeapSeries;
  readonly index: number;
}

const MODES = VIEW_CHOICES["heapGrowth.mode"];

function Growth({ session, actions, selection, select, series: whole, index }: GrowthProps) {
  const { t, language } = useWords();
  const last = lastProfile(session, whole);
  const [mode, setMode] = useViewChoice("heapGrowth.mode", { selection, select });
  const [most, setMost] = useViewChoice("heapGrowth.most", { selection, select });
  const [grouping, setGrouping] = useViewChoice("heapGrowth.grouping", { selection, select });
  const { range, onRange } = useChosenPoints("heapGrowth", index, whole.timesNs.length, { session, selection, select });
  const choice = useDeferredValue(useMemo(() => ({ grouping, range }), [grouping, range]));
  const series = useChosenSeries(whole, session.profiles, choice);
  const rows = useMemo(() => growthRows(series, choice.grouping), [series, choice]);
  const ends = useMemo(() => [series.judged[0], series.judged[1] - 1] as const, [series]);
  const [row = rows[0], choose] = useMarkedRow(
    rows,
    { keyOf: ({ key }) => key, funcOf: ({ site }) => site?.func ?? "", otherwise: rows[1] },
    { selection, select },
  );
  const nameOf = ({ program, sampleType, timesNs }: HeapSeries) =>
    t("views.heapGrowth.seriesName", { program: shownText(program), sampleType, points: timesNs.length });
  const notices = [
    series.timed ? "" : t("views.heapGrowth.untimed"),
    series.mergedPoints > 0 ? t("views.heapGrowth.merged", { count: series.mergedPoints }) : "",
    series.restarts.length > 0 ? t("views.heapGrowth.restarts", { count: series.restarts.length }) : "",
    choice.range === null ? "" : t("views.heapGrowth.judgedRange", { count: series.judged[1] - series.judged[0] }),
  ].filter((notice) => notice !== "");
  return (
    <ViewFrame
      id="heapGrowth"
      title={t("views.heapGrowth.title")}
      toolbar={
        <>
          <Select
            label={t("views.heapGrowth.series")}
            choices={session.heapSeries.map((one, id) => ({ id, text: nameOf(one) }))}
            chosen={index}
            onChange={(series) => select({ series })}
          />
          <Select
            label={t("views.heapGrowth.show")}
            choices={MODES.map((id) => ({ id, text: t(`views.heapGrowth.${id}`) }))}
            chosen={mode}
            onChange={setMode}
          />
          <Select
            name="grouping"
            label={t("views.heapGrowth.grouping")}
            choices={GROUPINGS.map((id) => ({ id, text: t(`views.heapGrowth.groupings.${id}`) }))}
            chosen={grouping}
            onChange={setGrouping}
          />
          <Select
            name="most"
            label={t("views.heapGrowth.most")}
            choices={VIEW_CHOICES["heapGrowth.most"].map((id) => ({
              id,
              text: id === "0" ? t("views.heapGrowth.totalOnly") : t("views.heapGrowth.mostAndRest", { number: id }),
            }))}
            chosen={most}
            onChange={setMost}
          />
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
      {notices.length > 0 && (
        <p className={css["notices"]}>
          {notices.join(" · ")}{" "}
          {range !== null && (
            <button type="button" data-action="judge-all" onClick={() => onRange(0, whole.timesNs.length - 1)}>
              {t("views.heapGrowth.judgeAll")}
            </button>
          )}
        </p>
      )}
      <GrowthChart
        series={series}
        mode={mode}
        most={Number(most)}
        grouping={choice.grouping}
        range={choice.range}
        onRange={onRange}
      />
      <CompareSnapshots session={session} series={series} range={ends} select={select} onJudge={onRange} />
      <Beside session={session} />
      <Panes className={css["panes"]}>
        <Pane>
          <SiteTable series={series} rows={rows} selected={row.key} onSelect={choose} />
        </Pane>
        <Pane>
          <ChosenSite
            series={series}
            row={row}
            session={session}
            actions={actions}
            links={
              last !== undefined &&
              row.site !== null && (
                <FunctionLinks
                  entry={last}
                  name={row.site.func}
                  line={row.site.line}
                  {...{ session, selection, select }}
                />
              )
            }
            onHeapDump={() => select({ view: "heapDump" })}
          />
        </Pane>
      </Panes>
    </ViewFrame>
  );
}

/** The last profile of a series: there is most of what grew. */
function lastProfile({ profiles }: SessionData, { fileIds, sampleType }: HeapSeries): ProfileEntry | undefined {
  return profiles.find(({ file, profile }) => file.id === fileIds.at(-1) && profile.event === sampleType);
}

/** A line per point: when, the total, every site. */
function csvRows(series: HeapSeries, rows: readonly GrowthRow[], language: string): (string | number)[][] {
  const names = rows.map(({ site, name }) =>
    site === null ? `total (${series.unit})` : `${name} ${site.file ?? ""}:${site.line}`,
  );
  return [
    ["time", ...names],
    ...series.timesNs.map((timeNs, point) => [
      series.timed ? formatClock(timeNs, language) : point + 1,
      ...rows.map(({ trend }) => trend.values[point]),
    ]),
  ];
}
