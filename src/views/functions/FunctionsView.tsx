import { useDeferredValue, useMemo, useState } from "react";
import { useWords } from "../../i18n";
import type { ProfileEntry } from "../../model/session";
import { downloadCsv } from "../../ui/download";
import { formatCount, formatShare, formatWeight } from "../../ui/format";
import type { Column } from "../../ui/Grid";
import { Pane, Panes, ShareBar, ViewFrame } from "../../ui/layout";
import { Name } from "../../ui/Name";
import { SearchBox } from "../../ui/SearchBox";
import { Table } from "../../ui/Table";
import type { ViewProps } from "../view";
import { OfChosenProfile } from "../view/OfChosenProfile";
import { SourceAt } from "../view/SourceAt";
import { useAnalysis } from "../view/useAnalysis";
import { useFrameOpener } from "../view/useFrameOpener";
import css from "./FunctionsView.module.css";
import { type FunctionRow, functionRows, searchRows } from "./functionRows";
import { Neighbours } from "./Neighbours";

export default function FunctionsView(props: ViewProps) {
  return (
    <OfChosenProfile id="functions" {...props}>
      {(entry) => <Functions key={entry.id} {...props} entry={entry} />}
    </OfChosenProfile>
  );
}

const keyOf = ({ func }: FunctionRow): string => String(func);

function Functions({ entry, session, actions, selection, select }: ViewProps & { readonly entry: ProfileEntry }) {
  const { t, language } = useWords();
  const { openFunction } = useFrameOpener({ session, selection, select });
  const { named, profile } = entry;
  const { table, total } = useAnalysis("functions", named, profile.samples);
  const rows = useMemo(() => functionRows(named, table), [named, table]);
  const search = useDeferredValue(selection.search);
  const shown = useMemo(() => searchRows(rows, search), [rows, search]);
  const [chosen, setChosen] = useState<number | null>(null);
  const { marked, func: focused } = selection;
  const current = useMemo(() => currentRow(rows, chosen, [marked, focused]), [rows, chosen, marked, focused]);
  const columns = useColumns(total, profile.unit, search);
  return (
    <ViewFrame
      id="functions"
      title={t("views.functions.title")}
      toolbar={
        <>
          <SearchBox
            label={t("views.functions.search")}
            value={selection.search}
            onChange={(text) => select({ search: text })}
          />
          <button
            type="button"
            disabled={current === null}
            onClick={() => current !== null && select({ view: "callTree", func: current.name })}
          >
            {t("views.functions.inTree")}
          </button>
          <button
            type="button"
            disabled={current === null}
            onClick={() => current !== null && openFunction(entry, current.func)}
          >
            {t("views.frame.open")}
          </button>
          <button type="button" onClick={() => downloadCsv("functions.csv", csvRows(shown, profile.unit))}>
            {t("views.functions.csv")}
          </button>
        </>
      }
      note={t("views.functions.shown", {
        shown: formatCount(shown.length, language),
        all: formatCount(rows.length, language),
        weight: formatWeight(total, profile.unit, language),
        samples: formatCount(profile.samples.length, language),
      })}
    >
      <Panes className={css["panes"]}>
        <Pane>
          <Table
            label={t("views.functions.title")}
            rows={shown}
            columns={columns}
            keyOf={keyOf}
            sortBy="self"
            sortId="functions.sort"
            selected={current === null ? null : keyOf(current)}
            onSelect={({ func, name }) => {
              setChosen(func);
              select({ marked: name });
            }}
            onActivate={({ name }) => select({ view: "callTree", func: name })}
            empty={t("views.functions.noMatch")}
          />
        </Pane>
        <Neighbours
          named={named}
          samples={profile.samples}
          unit={profile.unit}
          func={current?.func ?? -1}
          onFunc={(func) => {
            setChosen(func);
            select({ search: "", marked: named.strings[named.funcs.name[func]] });
          }}
        />
      </Panes>
      {current?.file != null && session.files.some(({ kind }) => kind === "source") && (
        <ChosenSource entry={entry} func={current.func} path={current.file} session={session} actions={actions} />
      )}
    </ViewFrame>
  );
}

interface ChosenSourceProps extends Pick<ViewProps, "session" | "actions"> {
  readonly entry: ProfileEntry;
  readonly func: number; // -> funcs
  readonly path: string;
}

/** The chosen function's source, where most of it is spent. */
function ChosenSource({ entry: { named, profile }, func, path, session, actions }: ChosenSourceProps) {
  const { place } = useAnalysis("heaviestLine", named, profile.samples, useDeferredValue(func));
  return <SourceAt path={place?.file ?? path} line={place?.line ?? 0} session={session} actions={actions} />;
}

/**
 * The chosen function, else that with the most weight of the first name that any has, else the one at the top of the
 * table. New names (a binary came later) may have renumbered the functions: a choice that is gone is none.
 */
function currentRow(rows: readonly FunctionRow[], chosen: number | null, names: readonly string[]): FunctionRow | null {
  const own = chosen === null ? undefined : rows.find(({ func }) => func === chosen);
  if (own !== undefined) return own;
  for (const name of names) {
    const row = name === "" ? null : most(rows, (row) => (row.name === name ? Math.abs(row.total) : -1));
    if (row?.name === name) return row;
  }
  return most(rows, ({ self }) => self);
}

function most(rows: readonly FunctionRow[], weight: (row: FunctionRow) => number): FunctionRow | null {
  let [best, bestWeight] = [null as FunctionRow | null, Number.NEGATIVE_INFINITY];
  for (const row of rows) {
    const own = weight(row);
    if (own > bestWeight) [best, bestWeight] = [row, own];
  }
  return best;
}

function useColumns(total: number, unit: string, search: string): readonly Column<FunctionRow>[] {
  const { t, language } = useWords();
  return useMemo(() => {
    const weight = (value: number) => formatWeight(value, unit, language);
    const share = (value: number) => (
      <ShareBar share={total === 0 ? 0 : value / total}>
        {formatShare(total === 0 ? 0 : value / total, language)}
      </ShareBar>
    );
    const numeric = { numeric: true } as const;
    return [
      {
        ...numeric,
        id: "self",
        title: t("views.functions.self"),
        hint: t("views.functions.selfHint"),
        width: "6.2rem",
        sortValue: ({ self }) => self,
        cell: ({ self }) => weight(self),
      },
      {
        ...numeric,
        id: "selfShare",
        title: t("views.functions.share"),
        width: "4.3rem",
        cell: ({ self }) => share(self),
      },
      {
        ...numeric,
        id: "total",
        title: t("views.functions.total"),
        hint: t("views.functions.totalHint"),
        width: "6.2rem",
        sortValue: ({ total }) => total,
        cell: ({ total }) => weight(total),
      },
      {
        ...numeric,
        id: "totalShare",
        title: t("views.functions.share"),
        width: "4.3rem",
        cell: ({ total }) => share(total),
      },
      {
        ...numeric,
        id: "samples",
        title: t("views.functions.samples"),
        width: "5.6rem",
        sortValue: ({ samples }) => samples,
        cell: ({ samples }) => formatCount(samples, language),
      },
      {
        id: "function",
        title: t("views.functions.function"),
        width: "minmax(14rem, 4fr)",
        sortValue: ({ name }) => name,
        cell: ({ name, symbol }) => <Name text={name} match={search} also={symbol} />,
      },
      {
        id: "module",
        title: t("views.functions.module"),
        width: "minmax(5rem, 1fr)",
        sortValue: ({ module }) => module,
        cell: ({ module }) =>
          module === "" ? t("views.functions.unknownModule") : <Name text={module} match={search} />,
      },
    ];
  }, [t, language, total, unit, search]);
}

function csvRows(rows: readonly FunctionRow[], unit: string): readonly (readonly (string | number)[])[] {
  const head = ["function", "module", `self (${unit})`, `total (${unit})`, "samples", "symbol"];
  return [
    head,
    ...rows.map(({ name, module, self, total, samples, symbol }) => [name, module, self, total, samples, symbol ?? ""]),
  ];
}
