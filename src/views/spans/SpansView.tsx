import { useDeferredValue, useEffect, useMemo, useState } from "react";
import { addressAt, addressAxis } from "../../analysis/spans/addressAxis";
import { spanHolders } from "../../analysis/spans/holders";
import { spanOpeners } from "../../analysis/spans/openers";
import { pointsWithin } from "../../analysis/wallTimes";
import { useWords } from "../../i18n";
import { type Avma, formatAddress } from "../../model/address";
import { EVERYTHING, type SpanHistory, type SpanWindow } from "../../model/spans";
import { VIEW_CHOICES } from "../../model/viewChoices";
import { Choice } from "../../ui/Choice";
import { downloadCsv } from "../../ui/download";
import { formatCount, formatNs } from "../../ui/format";
import { EmptyView, Pane, ViewFrame } from "../../ui/layout";
import { Select } from "../../ui/Select";
import { isolatedText, shownText } from "../../ui/visibleText";
import { RECORD_COMMANDS, type ViewProps } from "../view";
import { CaptureKit } from "../view/CaptureKit";
import { profileChange } from "../view/profileChange";
import { useCaptureTime } from "../view/useCaptureTime";
import { placeOfStackRow } from "../view/useFrameOpener";
import { useViewChoice } from "../view/useViewChoice";
import { ChosenLife } from "./ChosenLife";
import { ClassTable } from "./ClassTable";
import { Counts } from "./Counts";
import { csvOfLives } from "./csvOfLives";
import { Events } from "./Events";
import { LifeDetails } from "./LifeDetails";
import { LifeTable } from "./LifeTable";
import { Lifetimes } from "./Lifetimes";
import { type LifeGroup, lifeGroups } from "./lifeGroups";
import { MapLegend } from "./MapLegend";
import { filterOfTime, inTime } from "./mapTime";
import { Occupancy } from "./Occupancy";
import { Pages } from "./Pages";
import { livesIn } from "./placedLives";
import { SpanMap } from "./SpanMap";
import css from "./spans.module.css";
import { TimeChart } from "./TimeChart";
import { Who } from "./Who";

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
  const { t, language } = useWords();
  const { lives, candidates } = history;
  const [part, setPart] = useViewChoice("spans.part", { selection, select });
  const [shown, setShown] = useViewChoice("spans.shown", { selection, select });
  const [hidden, setHidden] = useState<ReadonlySet<LifeGroup>>(new Set());
  const { life } = selection.spans;
  const setLife = (row: number) => select({ spans: { ...selection.spans, life: row } });
  const [pointed, setPointed] = useState(-1);
  const axis = useMemo(() => addressAxis(lives), [lives]);
  const bounds = useMemo(
    (): SpanWindow => ({ fromNs: 0, toNs: Math.max(1, lives.endNs), fromPlace: 0, toPlace: Math.max(1, axis.pages) }),
    [lives, axis],
  );
  const { timesNs } = history.timeline;
  const time = useCaptureTime(history.perfFile ?? -1, timesNs, { session, selection, select });
  const { window: chosenWindow } = selection.spans;
  const [window, setWindow] = useState(() => chosenWindow ?? inTime(bounds, timesNs, time.range ?? null));
  const [taken, setTaken] = useState(chosenWindow);
  if (chosenWindow !== taken) {
    setTaken(chosenWindow); // another one has come by the address
    setWindow(chosenWindow ?? bounds);
  }
  useSettled(window, (settled) => {
    const chosen = settled === bounds ? null : settled;
    if (chosen !== selection.spans.window) select({ spans: { ...selection.spans, window: chosen } });
  });
  const groups = useMemo(
    () => lifeGroups(lives, candidates?.isCandidate ?? null, hidden, shown),
    [lives, candidates, hidden, shown],
  );
  const placed = useMemo(() => livesIn(lives, axis, groups, window), [lives, axis, groups, window]);
  const listed = useDeferredValue(placed);
  const names = session.spans.map((one) => nameOf(one, session.files));
  const name = names[session.spans.indexOf(history)] ?? "";
  const named = session.named.get(history.perfFile ?? -1)?.stacks ?? null;
  const holders = useMemo(() => spanHolders(session, history), [session, history]);
  const openers = useMemo(() => (named === null ? [] : spanOpeners(history, named)), [history, named]);
  const entry = session.profiles.find(({ file }) => file.id === history.perfFile);
  const openFrame = (row: number) => {
    const place = entry === undefined ? null : placeOfStackRow(entry, row);
    if (entry === undefined || place === null) return;
    select({ ...profileChange(session.profiles, selection, entry.id), view: "frame", place });
  };
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
          <button type="button" disabled={window === bounds} onClick={() => setWindow(bounds)}>
            {t("views.spans.whole")}
          </button>
          {entry !== undefined && (
            <button
              type="button"
              data-action="filter-time"
              title={t("views.spans.filterTimeHint")}
              disabled={window.fromNs <= bounds.fromNs && window.toNs >= bounds.toNs}
              onClick={() => select(filterOfTime(session, selection, entry, window))}
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
          <SpanMap
            label={t("views.spans.map", { name: isolatedText(name), number: formatCount(lives.length, language) })}
            {...{ history, axis, groups, bounds, window, placed }}
            onWindow={setWindow}
            chosen={life}
            onChosen={setLife}
            onPointed={setPointed}
          />
          <p className={css["muted"]} data-window="">
            {formatNs(window.fromNs, language)} – {formatNs(window.toNs, language)} ·{" "}
            {formatAddress(addressAt(axis, window.fromPlace, lives.pageBytes) as Avma)} –{" "}
            {formatAddress(addressAt(axis, window.toPlace, lives.pageBytes) as Avma)} · {t("views.spans.mapHint")}
          </p>
          <MapLegend hidden={hidden} onHidden={setHidden} lives={lives} />
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
      {part === "who" && (
        <Who {...{ session, selection, select, entry, holders, openers, named }} onFrame={openFrame} />
      )}
      {part === "lives" && (
        <Pane>
          <LifeTable lives={lives} placed={listed} chosen={life} onChosen={setLife} />
        </Pane>
      )}
      {part === "classes" && (
        <>
          <Occupancy history={history} />
          <Pane>
            <ClassTable {...history} />
          </Pane>
        </>
      )}
      {part === "time" && (
        <>
          <TimeChart
            name={name}
            history={history}
            range={pointsWithin(timesNs, window.fromNs, window.toNs)}
            onRange={(first, last) => {
              setWindow(inTime({ ...window, fromNs: bounds.fromNs, toNs: bounds.toNs }, timesNs, [first, last]));
              time.onRange?.(first, last);
            }}
          />
          <Lifetimes lives={lives} />
        </>
      )}
      {part === "pages" && <Pages history={history} session={session} setPteLayout={actions.setPteLayout} />}
      {part === "events" && <Events history={history} setSpanRole={actions.setSpanRole} />}
    </ViewFrame>
  );
}

/** A window that is on its way belongs to no link: the browser bears few changes of the address a second. */
const SETTLED_MS = 400;

function useSettled(window: SpanWindow, onSettled: (window: SpanWindow) => void): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: it settles when the window does, whatever is told then
  useEffect(() => {
    const timer = setTimeout(() => onSettled(window), SETTLED_MS);
    return () => clearTimeout(timer);
  }, [window]);
}

function nameOf({ perfFile, traceFile, pid }: SpanHistory, files: ViewProps["session"]["files"]): string {
  const named = files.filter(({ id }) => id === perfFile || id === traceFile).map(({ name }) => name);
  return pid < 0 ? named.join(" + ") : `${named.join(" + ")} (${pid})`;
}
