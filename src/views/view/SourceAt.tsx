import { useEffect, useMemo, useState } from "react";
import { SourceFiles } from "../../analysis/sourceFiles";
import { useWords } from "../../i18n";
import type { SessionData, SessionFile } from "../../model/session";
import { Source } from "../../ui/Source";
import { isolatedText } from "../../ui/visibleText";
import type { Actions } from ".";
import css from "./SourceAt.module.css";

interface SourceAtProps {
  readonly path: string; // as debug information spells it
  readonly line: number; // 1-based
  readonly session: SessionData;
  readonly actions: Actions;
  /** Says nothing as long as no source file at all was dropped: most people drop none. */
  readonly isAside?: boolean;
}

/** The source around a line, out of the dropped file that the path names; or which file to drop. */
export function SourceAt({ path, line, session, actions, isAside = false }: SourceAtProps) {
  const { t } = useWords();
  const sources = useMemo(() => new SourceFiles(session.files), [session.files]);
  if (isAside && sources.isEmpty) return null;
  const match = sources.find(path);
  if (match === null)
    return (
      <p className={css["missing"]} data-source="missing">
        {t("source.drop", { path: isolatedText(path) })}
      </p>
    );
  return (
    <>
      {match.others > 0 && <p className={css["missing"]}>{t("source.ambiguous", { count: match.others + 1 })}</p>}
      <SourceOf key={match.file.id} file={match.file} line={line} actions={actions} />
    </>
  );
}

interface SourceOfProps {
  readonly file: SessionFile;
  readonly line: number; // 0 for none
  readonly actions: Actions;
}

/** A dropped source file, at a line. Its text is read when it is shown and in nothing that is exported. */
export function SourceOf({ file, line, actions }: SourceOfProps) {
  const { t } = useWords();
  const { id, name, folder } = file;
  const [text, setText] = useState<string | null>(null);
  useEffect(() => {
    let gone = false;
    void actions.readSource(id).then((read) => {
      if (!gone) setText(read);
    });
    return () => {
      gone = true;
    };
  }, [actions, id]);
  const path = folder === "" ? name : `${folder}/${name}`;
  const at = isolatedText(line > 0 ? `${path}:${line}` : path);
  return (
    <section className={css["source"]} data-source={name} aria-label={t("source.label", { at })}>
      <h3>{at}</h3>
      {text === null ? null : <Source text={text} line={line} label={t("source.label", { at })} />}
    </section>
  );
}
