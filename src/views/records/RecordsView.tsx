import { useDeferredValue, useMemo, useState } from "react";
import { type RecordColumn, recordColumns } from "../../analysis/records/recordColumn";
import { framesOfStack } from "../../analysis/shownRows";
import { useWords } from "../../i18n";
import type { PerfThread } from "../../model/capture";
import type { CodePlace, ProfileEntry } from "../../model/session";
import { downloadCsv } from "../../ui/download";
import { formatCount } from "../../ui/format";
import { EmptyView, Pane, Panes, ViewFrame } from "../../ui/layout";
import { Name } from "../../ui/Name";
import { SearchBox } from "../../ui/SearchBox";
import { useSort } from "../../ui/useSort";
import { RECORD_COMMANDS, type ViewProps } from "../view";
import { CaptureKit } from "../view/CaptureKit";
import { useAnalysis } from "../view/useAnalysis";
import { useChosenProfile } from "../view/useChosenProfile";
import { placeOfFrame } from "../view/useFrameOpener";
import { RecordTable, titleOf } from "./RecordTable";
import css from "./records.module.css";

export default function RecordsView(props: ViewProps) {
  const { t } = useWords();
  const entry = useChosenProfile(props.session, props.selection);
  if (entry !== undefined && entry.profile.samples.time !== null)
    return <Records key={entry.id} {...props} entry={entry} />;
  return (
    <EmptyView
      id="records"
      title={t("views.records.title")}
      answers={t("views.records.answers")}
      empty={t(entry === undefined ? "views.records.empty" : "views.records.noTimes")}
      commands={[{ title: t("views.records.record"), command: RECORD_COMMANDS.tracepoint }]}
      copy={t("app.copy")}
      copied={t("app.copied")}
    >
      <CaptureKit args="cpu -p PID -d 30" />
    </EmptyView>
  );
}

/** A spreadsheet takes a million rows; a text of more than this is no table any more. */
const CSV_ROWS = 100_000;

function Records({ entry, selection, select }: ViewProps & { readonly entry: ProfileEntry }) {
  const { t, language } = useWords();
  const { named, profile, file } = entry;
  const threads = file.capture !== null && "perf" in file.capture ? (file.capture.perf?.threads ?? NONE) : NONE;
  const search = useDeferredValue(selection.search);
  const [sort, setSort] = useSort("records.sort", { column: "time", descending: false });
  const { column, descending } = useDeferredValue(sort);
  const { samples: sorted, columns: saying } = useAnalysis(
    "records",
    named,
    profile,
    threads,
    search,
    column,
    descending,
  );
  const columns = useMemo(
    () => recordColumns(profile, named, threads, ({ id }) => saying.includes(id)),
    [profile, named, threads, saying],
  );
  const [chosen, setChosen] = useState(-1);
  const thread = threads[profile.samples.thread?.[chosen] ?? -1];
  return (
    <ViewFrame
      id="records"
      title={t("views.records.title")}
      toolbar={
        <>
          <SearchBox
            label={t("views.records.search")}
            value={selection.search}
            onChange={(text) => select({ search: text })}
          />
          {thread !== undefined && (
            <button
              type="button"
              data-action="only-thread"
              onClick={() => {
                setChosen(-1); // among other samples it would be another one
                select({ filter: { ...selection.filter, threads: [thread.tid] } });
              }}
            >
              {t("filter.onlyThread", { id: String(thread.tid) })}
            </button>
          )}
          <button
            type="button"
            title={t("views.records.csvHint", { rows: formatCount(CSV_ROWS, language) })}
            onClick={() => downloadCsv("records.csv", csvRows(sorted.subarray(0, CSV_ROWS), columns))}
          >
            {t("views.records.csv")}
          </button>
        </>
      }
      note={t("views.records.shown", {
        shown: formatCount(sorted.length, language),
        all: formatCount(profile.samples.length, language),
      })}
    >
      <Panes className={css["panes"]}>
        <Pane>
          <RecordTable
            samples={sorted}
            columns={columns}
            search={search}
            sort={sort}
            onSort={setSort}
            chosen={chosen}
            onChoose={setChosen}
          />
        </Pane>
        <Pane>
          <Stack
            entry={entry}
            sample={chosen}
            marked={selection.marked}
            onPlace={(place, marked) => select({ view: "frame", profile: entry.id, place, marked })}
          />
        </Pane>
      </Panes>
    </ViewFrame>
  );
}

const NONE: readonly PerfThread[] = [];

interface StackProps {
  readonly entry: ProfileEntry;
  readonly sample: number;
  readonly marked: string; // function that was chosen last, by name
  readonly onPlace: (place: CodePlace, func: string) => void;
}

/** Where the chosen sample came from, innermost function first; each frame opens. */
function Stack({ entry, sample, marked, onPlace }: StackProps) {
  const { t } = useWords();
  const { named, profile } = entry;
  const recorded = profile.samples.stack[sample] ?? -1;
  if (recorded < 0) {
    return <p className={css["hint"]}>{t(sample < 0 ? "views.records.choose" : "views.records.noStack")}</p>;
  }
  const { strings, funcs, frames } = named;
  return (
    <ol className={css["stack"]} aria-label={t("views.records.stack")}>
      {framesOfStack(named, recorded).map((frame, depth) => {
        const name = strings[funcs.name[frames.func[frame]]];
        const place = placeOfFrame(entry, frame);
        const text = <Name text={name} match={name === marked ? name : ""} />;
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: a function may be in a stack twice; its depth is what it is
          <li key={depth}>
            {place === null ? (
              text
            ) : (
              <button
                type="button"
                className={css["frame"]}
                title={t("views.frame.open")}
                onClick={() => onPlace(place, name)}
              >
                {text}
              </button>
            )}
          </li>
        );
      })}
    </ol>
  );
}

function* csvRows(samples: Int32Array, columns: readonly RecordColumn[]): Generator<readonly string[]> {
  yield columns.map(titleOf);
  for (const sample of samples) yield columns.map(({ text }) => text(sample));
}
