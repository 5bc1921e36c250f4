import { useMemo, useState } from "react";
import { memoryOf, type NodeRow, nodeRows } from "../../analysis/numa/nodeRows";
import { type GoroutineNodes, goroutineNodes, type ThreadNodes, threadNodes } from "../../analysis/numa/threadNodes";
import { useWords } from "../../i18n";
import type { NodeSeries, NumaMemory } from "../../model/numa";
import { downloadCsv } from "../../ui/download";
import { formatCount } from "../../ui/format";
import { EmptyView, Pane, ViewFrame } from "../../ui/layout";
import { Select } from "../../ui/Select";
import { isolatedText, shownText } from "../../ui/visibleText";
import { RECORD_COMMANDS, type ViewProps } from "../view";
import { CaptureKit } from "../view/CaptureKit";
import { Controls } from "./Controls";
import { NodeChart } from "./NodeChart";
import { NodeTable } from "./NodeTable";
import css from "./numa.module.css";

export default function NumaView({ session, selection, select }: ViewProps) {
  const { t } = useWords();
  const threads = useMemo(() => threadNodes(session.files), [session.files]);
  const goroutines = useMemo(() => goroutineNodes(session.files, threads), [session.files, threads]);
  const { numa } = session;
  if (numa !== null || new Set(threads?.nodeOf.values()).size > 1)
    return <Nodes {...{ session, selection, select }} numa={numa} threads={threads} goroutines={goroutines} />;
  return (
    <EmptyView
      id="numa"
      title={t("views.numa.title")}
      answers={t("views.numa.answers")}
      empty={t("views.numa.empty")}
      commands={[
        { title: t("views.numa.record"), command: RECORD_COMMANDS.numa },
        { title: t("views.numa.recordNumastat"), command: RECORD_COMMANDS.numastat },
        { title: t("views.numa.recordPerf"), command: RECORD_COMMANDS.perfCpus },
      ]}
      copy={t("app.copy")}
      copied={t("app.copied")}
    >
      <CaptureKit args="memory -p PID -n 12 -d 60" />
    </EmptyView>
  );
}

interface NodesProps extends Pick<ViewProps, "session" | "selection" | "select"> {
  readonly numa: NumaMemory | null;
  readonly threads: ThreadNodes | null;
  readonly goroutines: GoroutineNodes | null;
}

function Nodes({ numa, threads, goroutines, ...view }: NodesProps) {
  const { t, language } = useWords();
  const [chosen, setChosen] = useState(-1);
  const shown = useMemo(() => shownOf(numa, chosen), [numa, chosen]);
  const rows = useMemo(() => nodeRows(shown, threads, goroutines), [shown, threads, goroutines]);
  const series = shown?.series[shown.affected] ?? null;
  const memory = shown === null ? null : memoryOf(shown);
  const indexOf = (one: NodeSeries) => numa?.series.indexOf(one) ?? -1;
  const notices = [
    series === null || series.timed ? "" : t("views.numa.untimed"),
    numa !== null && memory === null ? t("views.numa.noMemory") : "",
    threads === null ? "" : t("views.numa.threadsFrom", { name: isolatedText(threads.file) }),
    goroutines === null
      ? ""
      : t("views.numa.goroutinesFrom", {
          name: isolatedText(goroutines.file),
          unknown: formatCount(goroutines.unknown, language),
        }),
  ].filter((notice) => notice !== "");
  return (
    <ViewFrame
      id="numa"
      title={t("views.numa.title")}
      toolbar={
        <>
          {shown !== null && (
            <Select
              label={t("views.numa.series")}
              choices={shown.series.map((one, id) => ({
                id,
                text: t(`views.numa.seriesOf.${one.scope}`, { name: shownText(one.name), dumps: one.dumps }),
              }))}
              chosen={shown.affected}
              onChange={setChosen}
            />
          )}
          <button type="button" onClick={() => downloadCsv("numa.csv", csvRows(rows))}>
            {t("views.numa.csv")}
          </button>
        </>
      }
    >
      {notices.length > 0 && <p className={css["notices"]}>{notices.join(" · ")}</p>}
      {shown !== null && <Controls numa={shown} />}
      <div className={css["charts"]}>
        {series !== null && hasPoints(series.nodes) && (
          <NodeChart series={series} index={indexOf(series)} quantity="used" {...view} />
        )}
        {memory !== null && hasPoints(memory.free) && (
          <NodeChart series={memory} index={indexOf(memory)} quantity="free" {...view} />
        )}
      </div>
      <Pane>
        <NodeTable rows={rows} series={series} />
      </Pane>
    </ViewFrame>
  );
}

/** With another series in the place of the affected one: what was compared with that one is then left out. */
function shownOf(numa: NumaMemory | null, chosen: number): NumaMemory | null {
  if (numa === null || numa.series[chosen] === undefined || chosen === numa.affected) return numa;
  return { ...numa, affected: chosen, amplifications: [] };
}

function hasPoints(nodes: NodeSeries["nodes"]): boolean {
  return nodes.some(({ values }) => values.length > 1);
}

function csvRows(rows: readonly NodeRow[]): (string | number)[][] {
  return [
    [
      "node",
      "threads",
      "goroutines",
      "bytes",
      "slope per second",
      "slope low",
      "slope high",
      "total",
      "free",
      "reclaimable",
      "exhaustion s",
      "exhaustion low",
      "exhaustion high",
    ],
    ...rows.map((row) => [
      row.node,
      row.threads ?? "",
      row.goroutines ?? "",
      row.bytes ?? "",
      row.slopePerS ?? "",
      row.slopeCi?.[0] ?? "",
      row.slopeCi?.[1] ?? "",
      row.totalBytes ?? "",
      row.freeBytes ?? "",
      row.reclaimableBytes ?? "",
      row.exhaustion?.s ?? "",
      row.exhaustion?.ci[0] ?? "",
      row.exhaustion?.ci[1] ?? "",
    ]),
  ];
}
