import { memo, useState } from "react";
import { checkFile } from "../../analysis/captureCheck/check";
import { isUnread } from "../../analysis/isUnread";
import { warningsOf } from "../../analysis/report/filesPart";
import { useWords } from "../../i18n";
import type { SessionData, SessionFile, Side } from "../../model/session";
import { formatBytes } from "../../ui/format";
import { Badge, type Tone } from "../../ui/layout";
import { Name } from "../../ui/Name";
import { isolatedText, shownText } from "../../ui/visibleText";
import type { Actions } from "../view";
import { ProgressLine } from "../view/ProgressLine";
import { CaptureCheck } from "./CaptureCheck";
import css from "./captures.module.css";
import { Facts } from "./Facts";
import { Modules } from "./Modules";
import { OffCpu } from "./OffCpu";
import { StackQuality } from "./StackQuality";
import { Warnings } from "./Warnings";

interface FileRowProps {
  readonly file: SessionFile;
  readonly arch: string | null;
  readonly side: Side | null; // the effective one
  readonly actions: Actions;
  readonly session: SessionData; // for the details only
}

const TONES: Readonly<Partial<Record<SessionFile["status"], Tone>>> = { ok: "good", partial: "warn", failed: "bad" };
const COLUMN_COUNT = 7;

/**
 * A file and what belongs to it. Progress changes the session four times a second: a row of hundreds is drawn again only
 * when its own file has changed, or when it shows details.
 */
export const FileRow = memo(FileRowBody, (before, after) => {
  return (
    before.file === after.file &&
    before.arch === after.arch &&
    before.side === after.side &&
    before.session.named.get(before.file.id) === after.session.named.get(after.file.id)
  );
});

function FileRowBody({ file, arch, side, actions, session }: FileRowProps) {
  const { t, language } = useWords();
  const [isOpen, setOpen] = useState(false);
  const name = isolatedText(file.name);
  const isBusy = isUnread(file);
  const warnings = warningsOf(file);
  const check = checkFile(file, arch);
  const offCpu = file.capture !== null && "perf" in file.capture ? (file.capture.perf?.offCpu ?? null) : null;
  const stacks = file.capture !== null && "stacks" in file.capture ? file.capture : null;
  const named = session.named.get(file.id);
  return (
    <tbody data-file={file.name} data-status={file.status} data-kind={file.kind ?? "unknown"}>
      <tr className={css["row"]}>
        <th scope="row" className={css["name"]}>
          <button
            type="button"
            className={css["twisty"]}
            aria-expanded={isOpen}
            aria-label={t("views.captures.detailsOf", { name })}
            disabled={file.capture === null}
            onClick={() => setOpen(!isOpen)}
          >
            {isOpen ? "▾" : "▸"}
          </button>
          <Name text={file.name} />
          {file.folder !== "" && (
            <span className={css["folder"]}>
              {" "}
              <Name text={file.folder} />
            </span>
          )}
        </th>
        <td>{file.kind === null ? "" : t(`views.captures.kinds.${file.kind}`)}</td>
        <td className={css["number"]}>{formatBytes(file.sizeBytes, language)}</td>
        <td className={css["code"]}>{arch === null ? "–" : shownText(arch)}</td>
        <td>
          <SideChoice file={file} side={side} setSide={actions.setSide} label={t("views.captures.sideOf", { name })} />
        </td>
        <td>
          <Badge tone={TONES[file.status] ?? "plain"}>{t(`views.captures.statuses.${file.status}`)}</Badge>
          {file.progress !== null && (
            <div className={css["progress"]}>
              <ProgressLine progress={file.progress} label={name} />
            </div>
          )}
        </td>
        <td className={css["actions"]}>
          {isBusy && (
            <button
              type="button"
              data-action="cancel"
              aria-label={t("views.captures.cancelFile", { name })}
              onClick={() => actions.cancel(file.id)}
            >
              {t("views.captures.cancel")}
            </button>
          )}
          <button
            type="button"
            data-action="remove"
            aria-label={t("views.captures.removeFile", { name })}
            onClick={() => actions.remove(file.id)}
          >
            {t("views.captures.remove")}
          </button>
        </td>
      </tr>
      {warnings.length > 0 && (
        <tr className={css["more"]}>
          <td colSpan={COLUMN_COUNT}>
            <Warnings warnings={warnings} />
          </td>
        </tr>
      )}
      {check.length > 0 && (
        <tr className={css["more"]}>
          <td colSpan={COLUMN_COUNT}>
            <CaptureCheck findings={check} />
          </td>
        </tr>
      )}
      {isOpen && file.capture !== null && (
        <tr className={css["more"]}>
          <td colSpan={COLUMN_COUNT}>
            <Modules session={session} file={file} />
            {stacks !== null && named !== undefined && <StackQuality capture={stacks} named={named} />}
            {offCpu !== null && <OffCpu facts={offCpu} />}
            <Facts facts={file.capture.facts} />
          </td>
        </tr>
      )}
    </tbody>
  );
}

interface SideChoiceProps {
  readonly file: SessionFile;
  readonly side: Side | null;
  readonly label: string;
  readonly setSide: Actions["setSide"];
}

/** Which side the file is on: what automatic means at the moment is said in its entry. */
function SideChoice({ file, side, label, setSide }: SideChoiceProps) {
  const { t } = useWords();
  const automatic =
    file.chosenSide === null
      ? t("views.captures.sides.automaticIs", { side: t(`views.captures.sides.${side ?? "none"}`) })
      : t("views.captures.sides.automatic");
  return (
    <select
      aria-label={label}
      data-choice="side"
      data-side={side ?? ""}
      value={file.chosenSide ?? ""}
      onChange={({ target: { value } }) =>
        setSide(file.id, value === "baseline" || value === "candidate" ? value : null)
      }
    >
      <option value="">{automatic}</option>
      <option value="baseline">{t("views.captures.sides.baseline")}</option>
      <option value="candidate">{t("views.captures.sides.candidate")}</option>
    </select>
  );
}
