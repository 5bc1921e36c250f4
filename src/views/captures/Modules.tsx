import { baseName } from "../../analysis/baseName";
import { fileCoverage, isKernel, isWeak } from "../../analysis/findings/symbolFindings";
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
      <table className={css["modules"]}>
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
                <Advice row={row} />
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
    const object = session.files.find(({ id }) => id === named.matches[index]?.objectFile);
    return {
      path,
      name: row.name,
      buildId: row.buildId,
      match: row.matched,
      object: object?.name ?? null,
      isWeak: isWeak(row.matched) && object?.capture?.kind === "elf",
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
