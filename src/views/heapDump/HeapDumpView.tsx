import { useMemo, useState } from "react";
import { type DominatorRow, dominatorRows } from "../../analysis/heapDump/dominatorRows";
import { retainedAtTop } from "../../analysis/heapDump/retained";
import { useWords } from "../../i18n";
import { VIEW_CHOICES } from "../../model/viewChoices";
import { Choice } from "../../ui/Choice";
import { downloadCsv } from "../../ui/download";
import { formatBytes, formatCount } from "../../ui/format";
import { EmptyView, Pane, Panes, ViewFrame } from "../../ui/layout";
import { Name } from "../../ui/Name";
import { Select } from "../../ui/Select";
import { shownText } from "../../ui/visibleText";
import { RECORD_COMMANDS, type ViewProps } from "../view";
import { useViewChoice } from "../view/useViewChoice";
import { ChosenRow } from "./ChosenRow";
import { ClassTable } from "./ClassTable";
import { type ShownDump, shownDumps } from "./dumps";
import css from "./heapDump.module.css";
import { RetainedTree } from "./RetainedTree";
import { SiteTable } from "./SiteTable";

export default function HeapDumpView({ session, selection, select }: ViewProps) {
  const { t } = useWords();
  const [chosen, setChosen] = useState(-1);
  const dumps = shownDumps(session);
  const shown = dumps.find(({ file }) => file.id === chosen) ?? dumps[0];
  if (shown === undefined) {
    return (
      <EmptyView
        id="heapDump"
        title={t("views.heapDump.title")}
        answers={t("views.heapDump.answers")}
        empty={t("views.heapDump.empty")}
        commands={[{ title: t("views.heapDump.record"), command: RECORD_COMMANDS.heapDump }]}
        copy={t("app.copy")}
        copied={t("app.copied")}
      />
    );
  }
  const binary = session.files.find(({ id }) => id === shown.binary)?.name ?? null;
  return (
    <Dump
      key={shown.file.id}
      shown={shown}
      dumps={dumps}
      binary={binary}
      onDump={setChosen}
      {...{ selection, select }}
    />
  );
}

const MODES = VIEW_CHOICES["heapDump.mode"];

interface DumpProps extends Pick<ViewProps, "selection" | "select"> {
  readonly shown: ShownDump;
  readonly dumps: readonly ShownDump[];
  readonly binary: string | null;
  readonly onDump: (fileId: number) => void;
}

function Dump({ shown, dumps, binary, onDump, ...view }: DumpProps) {
  const { t, language } = useWords();
  const { dump, held } = shown;
  const [mode, setMode] = useViewChoice("heapDump.mode", view);
  const [row, setRow] = useState<{ readonly of: ShownDump["held"]; readonly row: DominatorRow } | null>(null);
  const rows = useMemo(() => dominatorRows(dump, held), [dump, held]);
  const current = row?.of === held ? row.row : rows.roots[0];
  return (
    <ViewFrame
      id="heapDump"
      title={t("views.heapDump.title")}
      toolbar={
        <>
          <Select
            label={t("views.heapDump.file")}
            choices={dumps.map(({ file: { id, name } }) => ({ id, text: shownText(name) }))}
            chosen={shown.file.id}
            onChange={onDump}
          />
          <Choice
            label={t("views.heapDump.shown")}
            choices={MODES.map((id) => ({ id, text: t(`views.heapDump.${id}`) }))}
            chosen={mode}
            onChange={setMode}
          />
          <button type="button" onClick={() => downloadCsv("heap-dump.csv", csvRows(shown))}>
            {t("views.heapDump.csv")}
          </button>
        </>
      }
      note={
        <span title={t("views.heapDump.aboutHint")}>
          {t("views.heapDump.about", {
            objects: formatCount(dump.objects.length, language),
            bytes: formatBytes(held.reached.bytes + held.unreached.bytes, language),
            garbage: formatBytes(held.unreached.bytes, language),
          })}
        </span>
      }
    >
      <Notices dump={dump} binary={binary} />
      {mode === "tree" && (
        <Panes className={css["panes"]}>
          <Pane>
            <RetainedTree
              rows={rows}
              dump={dump}
              held={held}
              onSelect={(chosen) => setRow({ of: held, row: chosen })}
            />
          </Pane>
          <Pane>{current !== undefined && <ChosenRow dump={dump} held={held} row={current} />}</Pane>
        </Panes>
      )}
      {mode === "classes" && (
        <Pane>
          <ClassTable dump={dump} held={held} />
        </Pane>
      )}
      {mode === "sites" && (
        <Pane>
          <SiteTable dump={dump} held={held} {...view} />
        </Pane>
      )}
    </ViewFrame>
  );
}

function Notices({ dump, binary }: Pick<ShownDump, "dump"> & { readonly binary: string | null }) {
  const { t } = useWords();
  const lacksRoots = dump.data === null || dump.bss === null;
  return (
    <>
      {!dump.isComplete && (
        <p className={css["notice"]}>{t(lacksRoots ? "views.heapDump.cut" : "views.heapDump.incomplete")}</p>
      )}
      {!lacksRoots && (
        <p className={css["muted"]}>
          {binary === null ? t("views.heapDump.unnamed") : <Name text={t("views.heapDump.namedBy", { binary })} />}
        </p>
      )}
    </>
  );
}

const MOST_CSV_ROWS = 10_000;

function csvRows({ dump, held }: ShownDump): (string | number)[][] {
  const rows = retainedAtTop(dump, held, MOST_CSV_ROWS);
  return [
    ["root", "kind", "retained bytes", "share"],
    ...rows.map(({ name, kind, bytes, share }) => [name, kind, bytes, share]),
  ];
}
