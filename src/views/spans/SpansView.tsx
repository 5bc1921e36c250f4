import { useCallback, useDeferredValue, useMemo, useState } from "react";
import { addressAxis } from "../../analysis/spans/addressAxis";
import { spanHolders } from "../../analysis/spans/holders";
import { spanOpeners } from "../../analysis/spans/openers";
import { pointsWithin } from "../../analysis/wallTimes";
import { useWords } from "../../i18n";
import { EVERYTHING, type SpanHistory, type SpanSelection, type SpanWindow } from "../../model/spans";
import { VIEW_CHOICES } from "../../model/viewChoices";
import { Choice } from "../../ui/Choice";
import { downloadCsv } from "../../ui/download";
import { EmptyView, Pane, ViewFrame } from "../../ui/layout";
import { Select } from "../../ui/Select";
import { shownText } from "../../ui/visibleText";
import { RECORD_COMMANDS, type ViewProps } from "../view";
import { CaptureKit } from "../view/CaptureKit";
import { profileChange } from "../view/profileChange";
import { useCaptureTime } from "../view/useCaptureTime";
import { placeOfStackRow } from "../view/useFrameOpener";
import { useViewChoice } from "../view/useViewChoice";
import { ChosenLife } from "./ChosenLife";
import { Counts } from "./Counts";
import { csvOfLives } from "./csvOfLives";
import { LifeDetails } from "./LifeDetails";
import { hiddenGroups, lifeGroups } from "./lifeGroups";
import { MapLegend } from "./MapLegend";
import { MovingMap } from "./MovingMap";
import { filterOfTime, inTime } from "./mapTime";
import { Part } from "./Part";
import { livesIn } from "./placedLives";
import css from "./spans.module.css";

export default function SpansView(props: ViewProps) {
  const { t } = useWords();
  const { spans } = props.session;
  const history = spans[props.selection.spans.history] ?? spans[0];
  if (history === undefined) {
    return (
      <EmptyView
        id="spans"
        title={t("views.spans.title")}
        answers={t("views.spans.answers")}
        empty={t("views.spans.empty")}
        commands={[{ title: t("views.spans.recordTrace"), command: RECORD_COMMANDS.traceAllocFree }]}
        copy={t("app.copy")}
        copied={t("app.copied")}
      >
        <CaptureKit args="spans -p PID -d 30 -u http://localhost:6060" />
      </EmptyView>
    );
  }
  return <History key={`${history.perfFile} ${history.traceFile} ${history.pid}`} {...props} history={history} />;
}

const PARTS = VIEW_CHOICES["spans.part"];
const SHOWN = [
  { id: "all", text: "views.spans.shownAll" },
  { id: "live", text: "views.spans.shownLive" },
  { id: "candidates", text: "views.spans.shownCandidates" },
] as const;

interface HistoryProps extends ViewProps {
  readonly history: SpanHistory;
}

function History({ session, selection, select, actions, history }: HistoryProps) {
  const { t } = useWords();
  const { lives, candidates } = history;
  const [part, setPart] = useViewChoice("spans.part", { selection, select });
  const [shown, setShown] = useViewChoice("spans.shown", { selection, select });
  const [hiddenIds, setHiddenIds] = useViewChoice("spans.hidden", { selection, select });
  const hidden = useMemo(() => hiddenGroups(hiddenIds), [hiddenIds]);
  const { spans } = selection;
  const { life, window } = spans;
  const change = useCallback((to: Partial<SpanSelection>) => select({ spans: { ...spans, ...to } }), [select, spans]);
  const setLife = useCallback((row: number) => change({ life: row }), [change]);
  const [pointed, setPointed] = useState(-1);
  const axis = useMemo(() => addressAxis(lives), [lives]);
  const bounds = useMemo(
    (): SpanWindow => ({ fromNs: 0, toNs: Math.max(1, lives.endNs), fromPlace: 0, toPlace: Math.max(1, axis.pages) }),
    [lives, axis],
  );
  const { timesNs } = history.timeline;
  const time = useCaptureTime(history.perfFile ?? -1, timesNs, { session, selection, select });
  const [initial] = useState(() => window ?? inTime(bounds, timesNs, time.range ?? null));
  const settled = window ?? bounds;
  const groups = useMemo(
    () => lifeGroups(lives, candidates?.isCandidate ?? null, hidden, shown),
    [lives, candidates, hidden, shown],
  );
  const placed = useMemo(() => livesIn(lives, axis, groups, settled), [lives, axis, groups, settled]);
  const listed = useDeferredValue(placed);
  const names = session.spans.map((one) => nameOf(one, session.files));
  const name = names[session.spans.indexOf(history)] ?? "";
  const named = session.named.get(history.perfFile ?? -1)?.stacks ?? null;
  const holders = useMemo(() => spanHolders(session, history), [session, history]);
  const openers = useMemo(() => (named === null ? [] : spanOpeners(history, named)), [history, named]);
  const entry = session.profiles.find(({ file }) => file.id === history.perfFile);
  const pointRange = useMemo(() => pointsWithin(timesNs, settled.fromNs, settled.toNs), [timesNs, settled]);
  const onTime = time.onRange;
  const setTimes = useCallback(
    (first: number, last: number) => {
      const { fromNs, toNs } = bounds;
      change({ window: inTime({ ...settled, fromNs, toNs }, timesNs, [first, last]) });
      onTime?.(first, last);
    },
    [bounds, settled, timesNs, change, onTime],
  );
  const openFrame = useCallback(
    (row: number) => {
      const place = entry === undefined ? null : placeOfStackRow(entry, row);
      if (entry === undefined || place === null) return;
      select({ ...profileChange(session.profiles, selection, entry.id), view: "frame", place });
    },
    [session.profiles, selection, entry, select],
  );
  const openThread =
    entry === undefined
      ? null
      : (tid: number) => {
          const change = profileChange(session.profiles, selection, entry.id);
          select({ ...change, filter: { ...change.filter, threads: [tid] }, view: "functions" });
        };
  const looked = pointed >= 0 ? pointed : life;
  return (
    <ViewFrame
      id="spans"
      title={t("views.spans.title")}
      toolbar={
        <>
          {names.length > 1 && (
            <Select
              label={t("views.spans.process")}
              choices={names.map((one, id) => ({ id, text: shownText(one) }))}
              chosen={session.spans.indexOf(history)}
              onChange={(id) => select({ spans: { ...EVERYTHING, history: id } })}
            />
          )}
          <Choice
            label={t("views.spans.shown")}
            choices={SHOWN.filter(({ id }) => id !== "candidates" || candidates !== null).map(({ id, text }) => ({
              id,
              text: t(text),
            }))}
            chosen={shown}
            onChange={setShown}
          />
          <button type="button" disabled={window === null} onClick={() => change({ window: null })}>
            {t("views.spans.whole")}
          </button>
          {entry !== undefined && (
            <button
              type="button"
              data-action="filter-time"
              title={t("views.spans.filterTimeHint")}
              disabled={settled.fromNs <= bounds.fromNs && settled.toNs >= bounds.toNs}
              onClick={() => select(filterOfTime(session, selection, entry, settled))}
            >
              {t("views.spans.filterTime")}
            </button>
          )}
          <button type="button" onClick={() => downloadCsv("spans.csv", csvOfLives(history, placed.rows))}>
            {t("views.spans.csv")}
          </button>
        </>
      }
      note={t(`views.spans.source.${history.source}`)}
    >
      <Counts history={history} />
      <div className={css["top"]}>
        <div className={css["mapFrame"]}>
          <MovingMap
            {...{ name, history, axis, groups, bounds }}
            initial={initial}
            settled={window}
            onSettled={(next) => change({ window: next })}
            chosen={life}
            onChosen={setLife}
            onPointed={setPointed}
          />
          <MapLegend hidden={hidden} onHidden={(groups) => setHiddenIds([...groups].join())} lives={lives} />
        </div>
        <Pane>
          <ChosenLife
            {...{ history, named, holders }}
            marked={selection.marked}
            life={looked}
            onChosen={setLife}
            onFrame={openFrame}
            onThread={openThread}
          >
            {pointed < 0 && <LifeDetails key={life} {...{ session, history, named, life }} />}
          </ChosenLife>
        </Pane>
      </div>
      <Choice
        label={t("views.spans.part")}
        choices={PARTS.map((id) => ({ id, text: t(`views.spans.parts.${id}`) }))}
        chosen={part}
        onChange={setPart}
      />
      <Part
        {...{ part, name, history, session, selection, select, entry, named, holders, openers, listed, life, actions }}
        times={pointRange}
        onTimes={setTimes}
        onChosen={setLife}
        onFrame={openFrame}
      />
    </ViewFrame>
  );
}

function nameOf({ perfFile, traceFile, pid }: SpanHistory, files: ViewProps["session"]["files"]): string {
  const named = files.filter(({ id }) => id === perfFile || id === traceFile).map(({ name }) => name);
  return pid < 0 ? named.join(" + ") : `${named.join(" + ")} (${pid})`;
}
