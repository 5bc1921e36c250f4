import { baseName } from "../../analysis/baseName";
import { fileCoverage, isKernel, isWeak } from "../../analysis/findings/symbolFindings";
import { type MissingFile, missingFiles } from "../../analysis/pairing/missingFiles";
import { useWords } from "../../i18n";
import type { StackCapture } from "../../model/capture";
import type { NamedCapture, SessionData, SessionFile } from "../../model/session";
import { formatCount, formatShare } from "../../ui/format";
import { Name } from "../../ui/Name";
import { isolatedText } from "../../ui/visibleText";
import css from "./captures.module.css";

interface ModulesProps {
  readonly session: SessionData;
  readonly file: SessionFile;
}

/** The modules of a capture of stacks: how each was paired, how many of its sampled frames have a name. */
export function Modules({ session, file }: ModulesProps) {
  const { t, language } = useWords();
  const named = session.named.get(file.id);
  if (named === undefined || file.capture === null || !("modules" in file.capture)) return null;
  const rows = moduleRows(session, file, file.capture, named);
  if (rows.length === 0) return null;
  return (
    <section className={css["part"]}>
      <h2>{t("views.captures.modules")}</h2>
      <table className={css["modules"]} aria-label={t("views.captures.modules")}>
        <thead>
          <tr>
            {(["module", "buildId", "rule", "frames", "resolved", "lines"] as const).map((column) => (
              <th key={column} scope="col">
                {t(`views.captures.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: two modules may have the same path
            <tr key={index} data-module={row.name} data-match={row.match}>
              <th scope="row">
                <Name text={row.path} />
              </th>
              <td className={css["code"]}>{row.buildId === null ? "–" : <Name text={row.buildId} />}</td>
              <td>
                {t(`views.captures.matches.${row.match}`)}
                {row.object !== null && (
                  <>
                    {": "}
                    <Name text={row.object} />
                  </>
                )}
                <OtherFiles row={row} />
                <Advice row={row} />
                <Missing row={row} />
              </td>
              <td className={css["number"]}>{formatCount(row.frames, language)}</td>
              <td className={css["number"]}>{share(row.functionShare, language)}</td>
              <td className={css["number"]}>{share(row.lineShare, language)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function share(value: number | null, language: string): string {
  return value === null ? "–" : formatShare(value, language);
}

/** The files beside the main one: the binary of a debug file, its dwz file, split files. */
function OtherFiles({ row }: { readonly row: ModuleRow }) {
  if (row.others.length === 0) return null;
  return (
    <p className={css["advice"]}>
      + <Name text={row.others.slice(0, SHOWN_FILES).join(", ")} />
      {row.others.length > SHOWN_FILES && ` … (${row.others.length})`}
    </p>
  );
}

const SHOWN_FILES = 4;

/** Files that the paired ones ask for. */
function Missing({ row }: { readonly row: ModuleRow }) {
  const { t, language } = useWords();
  return row.missing.map(({ kind, name, buildId, units }) => (
    <p key={kind} className={css["advice"]} data-missing={kind}>
      {t(`views.captures.missing.${kind}`, {
        name: isolatedText(name),
        buildId: buildId ?? "–",
        total: formatCount(units, language),
      })}
    </p>
  ));
}

/** What would give more names, or what is to be doubted. */
function Advice({ row }: { readonly row: ModuleRow }) {
  const { t, language } = useWords();
  if (row.isWeak) return <p className={css["warn"]}>⚠ {t("views.captures.weak")}</p>;
  if (row.match !== "none" || row.missingShare < LEAST_SHARE || row.isAnonymous) return null;
  const words = {
    module: isolatedText(row.name),
    buildId: row.buildId ?? "",
    share: formatShare(row.missingShare, language),
  };
  const key = row.isKernel ? "dropKernel" : row.buildId === null ? "dropByName" : "drop";
  return <p className={css["advice"]}>{t(`views.captures.${key}`, words)}</p>;
}

/** Below this share of the capture's frames nobody fetches a binary. */
const LEAST_SHARE = 0.001;

export interface ModuleRow {
  readonly path: string;
  readonly name: string; // base name
  readonly buildId: string | null;
  readonly match: NamedCapture["matches"][number]["match"];
  readonly object: string | null; // name of the dropped file
  readonly others: readonly string[]; // names of the other files that name it
  readonly missing: readonly MissingFile[];
  readonly isWeak: boolean;
  readonly isKernel: boolean;
  readonly isAnonymous: boolean; // no file to drop
  readonly frames: number;
  readonly functionShare: number | null; // null without sampled frames
  readonly lineShare: number | null;
  readonly missingShare: number; // unnamed frames, of all frames of the capture
}

/** Modules with sampled frames, most frames first, and those that were paired although no sample is in them. */
export function moduleRows(
  session: SessionData,
  file: SessionFile,
  capture: StackCapture,
  named: NamedCapture,
): ModuleRow[] {
  const coverage = fileCoverage(session, file);
  const allFrames = coverage.reduce((sum, { frames }) => sum + frames, 0);
  const rows = coverage.map((row): ModuleRow => {
    const index = capture.modules.findIndex(
      ({ path, buildId }) => baseName(path) === row.name && buildId === row.buildId,
    );
    const path = capture.modules[index]?.path ?? row.name;
    const matched = named.matches[index];
    const object = session.files.find(({ id }) => id === matched?.objectFile);
    const others = new Set(matched?.files.map(({ file: id }) => id).filter((id) => id !== object?.id));
    return {
      path,
      name: row.name,
      buildId: row.buildId,
      match: row.match.match,
      object: object?.name ?? null,
      others: session.files.filter(({ id }) => others.has(id)).map(({ name }) => name),
      missing: matched === undefined ? [] : missingFiles(matched, session.files),
      isWeak: isWeak(row.match.match) && object?.capture?.kind === "elf",
      isKernel: isKernel(row.name),
      isAnonymous: !isKernel(row.name) && /^(\[|\/\/|\/?memfd:|$)/.test(path),
      frames: row.frames,
      functionShare: row.frames === 0 ? null : 1 - row.framesWithoutName / row.frames,
      lineShare: row.frames === 0 ? null : row.framesWithLine / row.frames,
      missingShare: allFrames === 0 ? 0 : row.framesWithoutName / allFrames,
    };
  });
  return rows.sort((a, b) => b.frames - a.frames);
}
