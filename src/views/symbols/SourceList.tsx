import { useMemo, useState } from "react";
import { useWords } from "../../i18n";
import type { SessionData, SessionFile } from "../../model/session";
import { formatBytes, formatCount } from "../../ui/format";
import type { Column } from "../../ui/Grid";
import { Pane } from "../../ui/layout";
import { Name } from "../../ui/Name";
import { Table } from "../../ui/Table";
import type { Actions } from "../view";
import { SourceOf } from "../view/SourceAt";
import css from "./symbols.module.css";

interface SourceListProps {
  readonly session: SessionData;
  readonly actions: Actions;
}

const keyOf = ({ id }: SessionFile): string => String(id);

/** The dropped source files; the chosen one is shown. */
export function SourceList({ session, actions }: SourceListProps) {
  const { t, language } = useWords();
  const sources = useMemo(() => session.files.filter(({ kind }) => kind === "source"), [session.files]);
  const [chosen, setChosen] = useState<string | null>(null);
  const columns = useColumns();
  const current = sources.find((file) => keyOf(file) === chosen);
  return (
    <section className={css["part"]} aria-label={t("views.symbols.sources")}>
      <h2>{t("views.symbols.sources")}</h2>
      {sources.length === 0 ? (
        <p className={css["muted"]}>{t("views.symbols.noSources")}</p>
      ) : (
        <>
          <p>
            {t("views.symbols.sourceCount", { total: formatCount(sources.length, language) })}{" "}
            <button
              type="button"
              onClick={() => {
                for (const { id } of sources) actions.remove(id);
              }}
            >
              {t("views.symbols.removeSources")}
            </button>
          </p>
          <div className={css["sources"]}>
            <Pane>
              <Table
                label={t("views.symbols.sources")}
                rows={sources}
                columns={columns}
                keyOf={keyOf}
                sortBy="size"
                sortId="symbols.sources.sort"
                selected={chosen}
                onSelect={(file) => setChosen(keyOf(file))}
                empty={t("views.symbols.noSources")}
              />
            </Pane>
          </div>
          {current !== undefined && <SourceOf key={current.id} file={current} line={0} actions={actions} />}
        </>
      )}
    </section>
  );
}

function useColumns(): readonly Column<SessionFile>[] {
  const { t, language } = useWords();
  return useMemo(
    () => [
      {
        id: "name",
        title: t("views.symbols.sourceFile"),
        width: "minmax(10rem, 1fr)",
        sortValue: ({ name }) => name,
        cell: ({ name }) => <Name text={name} />,
      },
      {
        id: "folder",
        title: t("views.symbols.folder"),
        width: "minmax(10rem, 2fr)",
        sortValue: ({ folder }) => folder,
        cell: ({ folder }) => <Name text={folder} />,
      },
      {
        id: "size",
        title: t("views.captures.size"),
        width: "6rem",
        numeric: true,
        sortValue: ({ sizeBytes }) => sizeBytes,
        cell: ({ sizeBytes }) => formatBytes(sizeBytes, language),
      },
    ],
    [t, language],
  );
}
