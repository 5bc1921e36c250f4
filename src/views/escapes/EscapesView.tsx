import { use, useContext, useDeferredValue, useMemo } from "react";
import {
  classShares,
  type EscapeSite,
  escapeSites,
  messageText,
  storeProfiles,
} from "../../analysis/escapes/escapeSites";
import { useWords } from "../../i18n";
import { UNKNOWN_SPAN } from "../../model/spanLives";
import { downloadCsv } from "../../ui/download";
import { formatCount, formatShare } from "../../ui/format";
import { EmptyView, Pane, Panes, ViewFrame } from "../../ui/layout";
import { Name } from "../../ui/Name";
import { SearchBox } from "../../ui/SearchBox";
import { Table } from "../../ui/Table";
import type { ViewProps } from "../view";
import { FunctionLinks } from "../view/FunctionLinks";
import { profileChange } from "../view/profileChange";
import { AnalysisContext } from "../view/useAnalysis";
import { placeOfStackRow } from "../view/useFrameOpener";
import { useMarkedRow } from "../view/useMarkedRow";
import { placeText, useColumns } from "./columns";
import css from "./EscapesView.module.css";

const COMMANDS = {
  watch: "perf record -d -e mem:0xADDRESS/8:w -c 1 -g -p PID -- sleep 10",
  sampled: "perf mem record -t store -d -g -p PID -- sleep 10",
  sw64: "perf record -d -e minor-faults -c 1 --call-graph dwarf,32768 -p PID -- sleep 10",
  messages: "go build -gcflags=-m=2 . 2> escapes.txt",
} as const;

export default function EscapesView(props: ViewProps) {
  const { t } = useWords();
  const { session } = props;
  if (session.files.some(({ kind }) => kind === "escape") || storeProfiles(session).length > 0)
    return <Escapes {...props} />;
  return (
    <EmptyView
      id="escapes"
      title={t("views.escapes.title")}
      answers={t("views.escapes.answers")}
      empty={t("views.escapes.empty")}
      commands={[
        { title: t("views.escapes.watch"), command: COMMANDS.watch },
        { title: t("views.escapes.sampled"), command: COMMANDS.sampled },
        { title: t("views.escapes.sw64"), command: COMMANDS.sw64 },
        { title: t("views.escapes.messages"), command: COMMANDS.messages },
      ]}
      copy={t("app.copy")}
      copied={t("app.copied")}
    />
  );
}

interface Row {
  readonly key: string;
  readonly site: EscapeSite;
}

const keyOf = ({ key }: Row): string => key;

function Escapes({ session, selection, select }: ViewProps) {
  const { t, language } = useWords();
  const sites = useSites(session);
  const search = useDeferredValue(selection.search);
  const rows = useMemo(() => sites.map((site, index): Row => ({ key: String(index), site })), [sites]);
  const shown = useMemo(() => rows.filter(({ site }) => hasText(site, search)), [rows, search]);
  const [current, choose] = useMarkedRow(
    rows,
    { keyOf, funcOf: ({ site }) => site.func, otherwise: rows[0] },
    { selection, select },
  );
  const stores = current?.site.stores ?? null;
  const place = stores === null ? null : placeOfStackRow(stores.of.entry, stores.stack);
  const open = () => {
    if (stores === null || place === null) return;
    select({ ...profileChange(session.profiles, selection, stores.of.entry.id), view: "frame", place });
  };
  const total = sites.reduce((sum, { samples }) => sum + samples, 0);
  const isFirstTouch = sites.some((site) => site.stores?.of.source === "first-touch");
  const hasSpans = sites.some(({ stores }) => stores !== null && stores.spanclass !== UNKNOWN_SPAN);
  const columns = useColumns(total, search, hasSpans);
  return (
    <ViewFrame
      id="escapes"
      title={t("views.escapes.title")}
      toolbar={
        <>
          <SearchBox
            label={t("views.escapes.search")}
            value={selection.search}
            onChange={(text) => select({ search: text })}
          />
          {stores === null || current === undefined ? null : (
            <FunctionLinks
              entry={stores.of.entry}
              name={current.site.func}
              line={current.site.line}
              {...{ session, selection, select }}
            />
          )}
          <button type="button" onClick={() => downloadCsv("escapes.csv", csvRows(shown))}>
            {t("views.functions.csv")}
          </button>
        </>
      }
      note={t("views.escapes.shown", {
        rows: formatCount(rows.length, language),
        stores: formatCount(total, language),
      })}
    >
      {isFirstTouch && <p className={css["notice"]}>{t("views.escapes.firstTouch")}</p>}
      <ul className={css["classes"]} aria-label={t("views.escapes.class")}>
        {classShares(sites).map(({ class: kind, share }) => (
          <li key={kind}>
            {t(`views.escapes.classes.${kind}`)} <strong>{formatShare(share, language)}</strong>
          </li>
        ))}
      </ul>
      <Panes className={css["panes"]}>
        <Pane>
          <Table
            label={t("views.escapes.title")}
            rows={shown}
            columns={columns}
            keyOf={keyOf}
            sortBy="stores"
            sortId="escapes.sort"
            selected={current?.key ?? null}
            onSelect={choose}
            onActivate={open}
            empty={t("views.escapes.noMatch")}
          />
        </Pane>
        <Pane>{current !== undefined && <Why site={current.site} />}</Pane>
      </Panes>
    </ViewFrame>
  );
}

/** The chosen row's messages and, of `-m=2` and `-json`, why. */
function Why({ site }: { readonly site: EscapeSite }) {
  const { t } = useWords();
  if (site.messages.length === 0) return <p className={css["why"]}>{t("views.escapes.noMessage")}</p>;
  return (
    <ul className={css["why"]} aria-label={t("views.escapes.why")}>
      {site.messages.map(({ file, line, column, text, flow }) => (
        <li key={`${file}:${line}:${column}:${text}`}>
          <Name text={`${file}:${line}:${column}: ${text}`} />
          {flow.length > 0 && (
            <div className={css["flow"]}>
              {flow.map((step, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: steps may be equal; their order is what they are
                <div key={index}>
                  <Name text={step.trim()} />
                </div>
              ))}
            </div>
          )}
        </li>
      ))}
    </ul>
  );
}

function useSites(session: ViewProps["session"]): readonly EscapeSite[] {
  const analyze = useContext(AnalysisContext);
  const profiles = useMemo(() => storeProfiles(session), [session]);
  const asked = profiles.map(({ args }) => analyze("stores", args));
  const answers = asked.map((answer) => (answer instanceof Promise ? use(answer) : answer).sites);
  return escapeSites(session, profiles, answers);
}

function hasText(site: EscapeSite, search: string): boolean {
  const text = `${site.func}\n${site.file ?? ""}:${site.line}\n${messageText(site)}`;
  return text.toLowerCase().includes(search.toLowerCase());
}

function csvRows(rows: readonly Row[]): readonly (readonly (string | number)[])[] {
  return [
    ["stores", "class", "spanclass", "source", "function", "place", "join", "message"],
    ...rows.map(({ site }) => [
      site.samples,
      site.stores?.class ?? "",
      site.stores === null || site.stores.spanclass === UNKNOWN_SPAN ? "" : site.stores.spanclass,
      site.stores?.of.source ?? "",
      site.func,
      placeText(site),
      site.join,
      messageText(site),
    ]),
  ];
}
