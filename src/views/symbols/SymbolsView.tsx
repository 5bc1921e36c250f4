import { useMemo, useState } from "react";
import { useWords } from "../../i18n";
import { downloadCsv } from "../../ui/download";
import { formatCount } from "../../ui/format";
import { EmptyView, Pane, ViewFrame } from "../../ui/layout";
import type { ViewProps } from "../view";
import { AddressBox } from "./AddressBox";
import { CoverageTable } from "./CoverageTable";
import { type CoverageRow, coverageRows } from "./coverageRows";
import { ModuleDetails } from "./ModuleDetails";
import { SourceList } from "./SourceList";
import css from "./symbols.module.css";

/** How far the names go, what to drop for more, and names for addresses from elsewhere. */
export default function SymbolsView({ session, actions }: ViewProps) {
  const { t, language } = useWords();
  const rows = useMemo(() => coverageRows(session), [session]);
  const [chosen, setChosen] = useState<string | null>(null);
  const title = t("views.symbols.title");
  if (session.files.every(({ capture }) => capture === null))
    return (
      <EmptyView
        id="symbols"
        title={title}
        answers={t("views.symbols.answers")}
        empty={t("views.symbols.empty")}
        commands={[]}
        copy={t("app.copy")}
        copied={t("app.copied")}
      />
    );
  const current = rows.find(({ key }) => key === chosen) ?? rows[0] ?? null;
  return (
    <ViewFrame
      id="symbols"
      title={title}
      toolbar={
        <button
          type="button"
          disabled={rows.length === 0}
          onClick={() => downloadCsv("symbols.csv", [CSV_HEAD, ...rows.map(csvRow)])}
        >
          {t("views.symbols.csv")}
        </button>
      }
      note={t("views.symbols.modules", { total: formatCount(rows.length, language) })}
    >
      {current !== null && (
        <div className={css["coverage"]}>
          <CoverageTable rows={rows} current={current} onChoose={({ key }) => setChosen(key)} />
          <Pane>
            <ModuleDetails row={current} files={session.files} actions={actions} />
          </Pane>
        </div>
      )}
      <AddressBox session={session} actions={actions} />
      <SourceList session={session} actions={actions} />
    </ViewFrame>
  );
}

const CSV_HEAD = ["module", "build id", "side", "frames", "functions", "lines", "inlines"];

function csvRow({ path, name, buildId, side, frames, functions, lines, inlines }: CoverageRow): (string | number)[] {
  return [path === "" ? name : path, buildId ?? "", side ?? "", frames, functions, lines, inlines];
}
