import { startTransition, useEffect, useMemo, useState } from "react";
import { archByBuildId, archOf } from "../../analysis/sides";
import { useWords } from "../../i18n";
import type { SessionFile } from "../../model/session";
import { formatBytes, formatCount } from "../../ui/format";
import { EmptyView, ViewFrame } from "../../ui/layout";
import type { ViewProps } from "../view";
import css from "./captures.module.css";
import { FileRow } from "./FileRow";

const COLUMNS = ["file", "kind", "size", "arch", "side", "status", "actions"] as const;

/** Rows that are made at a time: the page answers keys between them, however many files there are. */
const ROWS_AT_A_TIME = 40;

/** Of so many rows those that are there yet. */
function useRowsSoFar(count: number): number {
  const [rows, setRows] = useState(ROWS_AT_A_TIME);
  useEffect(() => {
    if (rows >= count) return;
    const frame = requestAnimationFrame(() => startTransition(() => setRows(rows + ROWS_AT_A_TIME)));
    return () => cancelAnimationFrame(frame);
  }, [rows, count]);
  return rows;
}

/** Every dropped file: what it turned into, and what was wrong with it. */
export default function Captures({ session, actions }: ViewProps) {
  const { t } = useWords();
  const { files, sides } = session;
  const archs = useMemo(() => archByBuildId(files), [files]);
  const listed = useMemo(() => files.filter(isListed), [files]);
  const rows = useRowsSoFar(listed.length);
  const title = t("views.captures.title");
  if (files.length === 0)
    return (
      <EmptyView
        id="captures"
        title={title}
        answers={t("views.captures.answers")}
        empty={t("views.captures.empty")}
        commands={[]}
        copy={t("app.copy")}
        copied={t("app.copied")}
      />
    );
  return (
    <ViewFrame id="captures" title={title} note={<Summary files={files} />}>
      <div className={css["scroller"]}>
        <table className={css["files"]} aria-label={t("views.captures.title")}>
          <thead className={css["head"]}>
            <tr>
              {COLUMNS.map((column) => (
                <th key={column} scope="col" data-column={column}>
                  {t(`views.captures.${column}`)}
                </th>
              ))}
            </tr>
          </thead>
          {listed.slice(0, rows).map((file) => (
            <FileRow
              key={file.id}
              file={file}
              arch={archOf(file, archs)}
              side={sides.get(file.id) ?? null}
              actions={actions}
              session={session}
            />
          ))}
        </table>
      </div>
    </ViewFrame>
  );
}

/** A dropped source folder has thousands of files: they are counted here and listed in the symbols view. */
function isListed({ kind, status }: SessionFile): boolean {
  return kind !== "source" || status !== "ok";
}

function Summary({ files }: { readonly files: readonly SessionFile[] }) {
  const { t, language } = useWords();
  const of = (status: SessionFile["status"]) => files.filter((file) => file.status === status).length;
  const sources = files.filter((file) => !isListed(file)).length;
  const size = files.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  const parts = [
    t("views.captures.summary", { total: formatCount(files.length, language), size: formatBytes(size, language) }),
    sources > 0 ? t("views.captures.sources", { total: formatCount(sources, language) }) : "",
    of("partial") > 0 ? t("views.captures.damaged", { count: of("partial") }) : "",
    of("failed") > 0 ? t("views.captures.failed", { count: of("failed") }) : "",
  ];
  return <>{parts.filter((part) => part !== "").join(" · ")}</>;
}
