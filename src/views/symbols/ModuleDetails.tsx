import { useWords } from "../../i18n";
import type { SessionFile } from "../../model/session";
import { RUNGS } from "../../model/stacks";
import { Details } from "../../ui/Details";
import { formatCount, formatShare } from "../../ui/format";
import { ShareBar } from "../../ui/layout";
import { Name } from "../../ui/Name";
import { isolatedText } from "../../ui/visibleText";
import type { Actions } from "../view";
import { type CoverageRow, nextStep } from "./coverageRows";
import { LineRepair } from "./LineRepair";
import css from "./symbols.module.css";

interface ModuleDetailsProps {
  readonly row: CoverageRow;
  readonly files: readonly SessionFile[];
  readonly actions: Actions;
}

/** What names the chosen module, by which rungs, and what to drop next. */
export function ModuleDetails({ row, files, actions }: ModuleDetailsProps) {
  const { t } = useWords();
  return (
    <Details label={t("views.symbols.chosen")} heading={<Name text={row.path === "" ? row.name : row.path} />}>
      {row.buildId !== null && (
        <p>
          {t("views.symbols.buildId")} <Name text={row.buildId} />
        </p>
      )}
      <NextStep row={row} />
      <LineRepair row={row} actions={actions} />
      <h3>{t("views.symbols.namedBy")}</h3>
      {row.files.length === 0 ? (
        <p className={css["muted"]}>{t("views.symbols.noFiles")}</p>
      ) : (
        <ul>
          {row.files.map(({ role, file, match }) => (
            <li key={`${role} ${file}`} data-role={role}>
              {t(`views.symbols.roles.${role}`)}: <Name text={files.find(({ id }) => id === file)?.name ?? ""} />{" "}
              <span className={css["muted"]}>
                {t("views.symbols.pairedBy", { rule: t(`views.captures.matches.${match}`) })}
              </span>
            </li>
          ))}
        </ul>
      )}
      <Rungs row={row} />
    </Details>
  );
}

function NextStep({ row }: { readonly row: CoverageRow }) {
  const { t, language } = useWords();
  const step = nextStep(row);
  if (step === null) return null;
  const words = {
    module: isolatedText(row.name),
    buildId: row.buildId === null ? t("views.symbols.unknownBuildId") : isolatedText(row.buildId),
    share: formatShare(row.missing, language),
  };
  return (
    <p className={css["step"]} data-step={step}>
      {t(`views.symbols.steps.${step}`, words)}
    </p>
  );
}

/** The rungs of the ladder that named something, best first, and what none named. */
function Rungs({ row }: { readonly row: CoverageRow }) {
  const { t, language } = useWords();
  return (
    <table className={css["rungs"]} aria-label={t("views.symbols.coverage")}>
      <thead>
        <tr>
          <th scope="col">{t("views.symbols.rung")}</th>
          <th scope="col">{t("views.symbols.frames")}</th>
          <th scope="col">{t("views.symbols.share")}</th>
        </tr>
      </thead>
      <tbody>
        {RUNGS.filter((rung) => row.rungs[rung] > 0).map((rung) => (
          <tr key={rung} data-rung={rung}>
            <th scope="row">{t(`views.symbols.rungs.${rung}`)}</th>
            <td>{formatCount(row.rungs[rung], language)}</td>
            <td>
              <ShareBar share={row.rungs[rung] / row.frames}>
                {formatShare(row.rungs[rung] / row.frames, language)}
              </ShareBar>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
