import { useDeferredValue, useMemo, useState } from "react";
import { gravestGoroutines } from "../../analysis/goroutines/gravest";
import { useWords } from "../../i18n";
import type { GoroutineSeries } from "../../model/goroutines";
import type { ProfileEntry, SessionData } from "../../model/session";
import { downloadCsv } from "../../ui/download";
import { formatCount } from "../../ui/format";
import { EmptyView, Pane, Panes, ViewFrame } from "../../ui/layout";
import { SearchBox } from "../../ui/SearchBox";
import { Select } from "../../ui/Select";
import { shownText } from "../../ui/visibleText";
import { RECORD_COMMANDS, type ViewProps } from "../view";
import { CaptureKit } from "../view/CaptureKit";
import { FunctionLinks } from "../view/FunctionLinks";
import { useChosenPoints } from "../view/useChosenPoints";
import { useFrameOpener } from "../view/useFrameOpener";
import { useMarkedRow } from "../view/useMarkedRow";
import { VerdictBadge } from "../view/VerdictBadge";
import { ChosenGroup } from "./ChosenGroup";
import { GoroutineChart } from "./GoroutineChart";
import { GroupTable } from "./GroupTable";
import css from "./goroutines.module.css";
import { type GroupRow, groupRows, labelOf, searchRows } from "./groupRows";
import { pointTime } from "./pointTime";

export default function GoroutinesView(props: ViewProps) {
  const { t } = useWords();
  const all = props.session.goroutineSeries;
  const [chosen, setChosen] = useState<number | null>(null);
  const gravest = gravestGoroutines(all);
  const series = (chosen === null ? undefined : all[chosen]) ?? gravest;
  if (series !== null) {
    const index = all.indexOf(series);
    return <Goroutines key={index} {...props} series={series} index={index} onSeries={setChosen} />;
  }
  return (
    <EmptyView
      id="goroutines"
      title={t("views.goroutines.title")}
      answers={t("views.goroutines.answers")}
      empty={t("views.goroutines.empty")}
      commands={[
        { title: t("views.goroutines.record"), command: RECORD_COMMANDS.goroutines },
        { title: t("views.goroutines.recordText"), command: RECORD_COMMANDS.goroutineText },
        { title: t("views.goroutines.recordLeak"), command: RECORD_COMMANDS.goroutineLeak },
        { title: t("views.goroutines.recordTrace"), command: RECORD_COMMANDS.trace },
        { title: t("views.goroutines.recordSignal"), command: RECORD_COMMANDS.goroutineSignal },
      ]}
      copy={t("app.copy")}
      copied={t("app.copied")}
    >
      <CaptureKit args="heap -u http://localhost:6060 -n 12 -d 60" />
    </EmptyView>
  );
}

interface GoroutinesProps extends ViewProps {
  readonly series: GoroutineSeries;
  readonly index: number;
  readonly onSeries: (index: number) => void;
}

function Goroutines({ session, selection, select, series, index, onSeries }: GoroutinesProps) {
  const { t, language } = useWords();
  const { openNamed } = useFrameOpener({ session, selection, select });
  const rows = useMemo(() => groupRows(series), [series]);
  const points = useChosenPoints("goroutines", index, series.timesNs.length, { session, selection, select });
  const search = useDeferredValue(selection.search);
  const shown = useMemo(() => searchRows(rows, search), [rows, search]);
  const [row, choose] = useMarkedRow(
    shown,
    { keyOf: ({ key }) => key, funcOf: ({ stands }) => stands.func, otherwise: shown[0] },
    { selection, select },
  );
  const nameOf = ({ program, source, timesNs }: GoroutineSeries) =>
    t("views.goroutines.seriesName", {
      program: shownText(program === "" ? "Go" : program),
      source: t(`views.goroutines.sources.${source}`),
      points: timesNs.length,
    });
  const { lenderIds, timed, mergedPoints, source } = series;
  const notices = [
    timed || series.timesNs.length === 1 ? "" : t("views.goroutines.untimed"),
    mergedPoints > 0 ? t("views.goroutines.merged", { count: mergedPoints }) : "",
    series.restarts.length > 0 ? t("views.goroutines.restarts", { count: series.restarts.length }) : "",
    lenderIds.length > 0 ? t("views.goroutines.lent", { count: lenderIds.length }) : "",
    source !== "text" && source !== "trace" && lenderIds.length === 0 ? t("views.goroutines.noText") : "",
  ].filter((notice) => notice !== "");
  const profile = profileOfLast(session, series);
  const last = series.source === "text" ? undefined : profile; // its frames have no addresses
  return (
    <ViewFrame
      id="goroutines"
      title={t("views.goroutines.title")}
      toolbar={
        <>
          <Select
            label={t("views.goroutines.series")}
            choices={session.goroutineSeries.map((one, id) => ({ id, text: nameOf(one) }))}
            chosen={index}
            onChange={onSeries}
          />
          <SearchBox
            label={t("views.goroutines.search")}
            value={selection.search}
            onChange={(text) => select({ search: text })}
          />
          <button type="button" onClick={() => downloadCsv("goroutines.csv", csvRows(series, shown, language))}>
            {t("views.goroutines.csv")}
          </button>
        </>
      }
      note={
        <>
          {t("views.goroutines.shown", {
            shown: formatCount(shown.length, language),
            all: formatCount(rows.length, language),
            goroutines: formatCount(series.total.last, language),
          })}{" "}
          <VerdictBadge verdict={series.total.verdict} />
        </>
      }
    >
      {notices.length > 0 && <p className={css["notices"]}>{notices.join(" · ")}</p>}
      {series.timesNs.length > 1 && <GoroutineChart series={series} rows={rows} {...points} />}
      <Panes className={css["panes"]}>
        <Pane>
          <GroupTable rows={shown} search={search} selected={row?.key ?? null} onSelect={choose} />
        </Pane>
        <Pane>
          {row !== undefined && (
            <ChosenGroup
              series={series}
              row={row}
              marked={selection.marked}
              links={
                profile !== undefined && (
                  <FunctionLinks
                    entry={profile}
                    name={row.stands.func}
                    line={row.stands.line}
                    {...{ session, selection, select }}
                  />
                )
              }
              onFrame={last === undefined ? null : ({ func }) => openNamed(last, func)}
            />
          )}
        </Pane>
      </Panes>
    </ViewFrame>
  );
}

/** The last point's profile: of a file with several the one of goroutines. */
function profileOfLast(session: SessionData, { fileIds, source }: GoroutineSeries): ProfileEntry | undefined {
  const profiles = session.profiles.filter(({ file }) => file.id === fileIds.at(-1));
  return profiles.find(({ profile }) => profile.event === source) ?? (profiles.length === 1 ? profiles[0] : undefined);
}

/** A line per point: when, the total, every group. */
function csvRows(series: GoroutineSeries, rows: readonly GroupRow[], language: string): (string | number)[][] {
  return [
    ["time", "total", ...rows.map(labelOf)],
    ...series.timesNs.map((_, point) => [
      series.timed ? pointTime(series, point, language) : point + 1,
      series.total.values[point] ?? 0,
      ...rows.map(({ group }) => group.values[point] ?? 0),
    ]),
  ];
}
