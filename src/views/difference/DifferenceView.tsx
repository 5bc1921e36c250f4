import { useEffect, useMemo } from "react";
import { differenceSide } from "../../analysis/difference/differenceSide";
import { useWords } from "../../i18n";
import type { ProfileEntry } from "../../model/session";
import { VIEW_CHOICES } from "../../model/viewChoices";
import { downloadCsv } from "../../ui/download";
import { formatChange, formatWeight } from "../../ui/format";
import { EmptyView, ViewFrame } from "../../ui/layout";
import { shownText, visibleText } from "../../ui/visibleText";
import { RECORD_COMMANDS, type ViewProps, wholeProfile } from "../view";
import { DifferencePicture } from "../view/DifferencePicture";
import { useAnalysis } from "../view/useAnalysis";
import { useShownProfile } from "../view/useChosenProfile";
import { useViewChoice } from "../view/useViewChoice";
import { comparedPair, comparedWith } from "./comparable";
import { DifferenceTable } from "./DifferenceTable";
import css from "./difference.module.css";
import { csvRows, differenceRows } from "./differenceRows";

/** The chosen profile less another one of its kind; the filter holds for both. */
export default function DifferenceView(props: ViewProps) {
  const { t } = useWords();
  const { session, selection, select } = props;
  const whole = wholeProfile(session, selection);
  const pair = whole && comparedPair(session.profiles, whole, selection.base);
  const base = useShownProfile(pair?.base, selection)?.entry;
  const later = useShownProfile(pair?.later, selection)?.entry;
  // What is chosen above the view is what the base is taken from.
  const proposed = pair !== undefined && whole !== pair.later ? pair : null;
  const [baseId, laterId] = [proposed?.base.id, proposed?.later.id];
  useEffect(() => {
    if (baseId !== undefined && laterId !== undefined) select({ profile: laterId, base: baseId });
  }, [baseId, laterId, select]);
  if (later !== undefined && base !== undefined) return <Comparison {...props} base={base} later={later} />;
  return (
    <EmptyView
      id="difference"
      title={t("views.difference.title")}
      answers={t("views.difference.answers")}
      empty={t("views.difference.empty")}
      commands={[{ title: t("views.heapGrowth.record"), command: RECORD_COMMANDS.heap }]}
      copy={t("app.copy")}
      copied={t("app.copied")}
    />
  );
}

interface ComparisonProps extends ViewProps {
  readonly base: ProfileEntry;
  readonly later: ProfileEntry;
}

const PARTS = VIEW_CHOICES["difference.part"];
const SHARES = VIEW_CHOICES["difference.shareOf"];

function Comparison({ session, selection, select, base, later }: ComparisonProps) {
  const { t, language } = useWords();
  const { normalised } = selection;
  const [part, setPart] = useViewChoice("difference.part", { selection, select });
  const [shareOf, setShareOf] = useViewChoice("difference.shareOf", { selection, select });
  const made = useAnalysis("difference", later.named, differenceSide(later), differenceSide(base), normalised);
  const { table, total } = useAnalysis("functions", made.named, made.samples);
  const rows = useMemo(() => differenceRows(made.named, table), [made, table]);
  const { unit } = later.profile;
  const whole = shareOf === "shareOfBase" ? made.baseTotal : total;
  const change = made.samples.weight.reduce((sum, weight) => sum + weight, 0);
  const shown = { made, unit, whole };
  return (
    <ViewFrame
      id="difference"
      title={t("views.difference.title")}
      toolbar={
        <>
          <label className={css["base"]}>
            {t("views.difference.base")}{" "}
            <select
              data-choice="base"
              value={base.id}
              onChange={(event) => select({ base: Number(event.target.value) })}
            >
              {comparedWith(session.profiles, later).map(({ id, profile, file }) => (
                <option key={id} value={id}>
                  {shownText(`${profile.event} · ${file.folder === "" ? "" : `${file.folder}/`}${file.name}`)}
                </option>
              ))}
            </select>
          </label>
          <button type="button" onClick={() => select({ profile: base.id, base: later.id })}>
            {t("views.difference.swap")}
          </button>
          <Choice label={t("views.difference.show")} of={PARTS} chosen={part} onChoose={setPart} />
          <Choice label={t("views.difference.shares")} of={SHARES} chosen={shareOf} onChoose={setShareOf} />
          <label title={t("views.difference.normaliseHint")}>
            <input
              type="checkbox"
              checked={normalised}
              onChange={({ target }) => select({ normalised: target.checked })}
            />{" "}
            {t("views.difference.normalise")}
          </label>
          <button type="button" onClick={() => downloadCsv("difference.csv", csvRows(rows, unit))}>
            {t("views.difference.csv")}
          </button>
        </>
      }
      note={t("views.difference.sum", {
        change: formatChange(change, unit, language),
        base: formatWeight(made.baseTotal, unit, language),
        later: formatWeight(made.laterTotal, unit, language),
      })}
    >
      {rows.length === 0 ? (
        <p className={css["notice"]}>{t("views.difference.same")}</p>
      ) : part === "picture" ? (
        <DifferencePicture
          {...{ ...shown, selection, select }}
          title={visibleText(
            `${later.profile.event} · ${later.file.name} − ${base.file.name} · ${formatChange(change, unit, language)}`,
          )}
        />
      ) : (
        <DifferenceTable
          {...shown}
          search={selection.search}
          marked={selection.marked}
          onFunction={(marked) => select({ marked })}
          rows={rows}
        />
      )}
    </ViewFrame>
  );
}

interface ChoiceProps<Id extends string> {
  readonly label: string;
  readonly of: readonly Id[];
  readonly chosen: Id;
  readonly onChoose: (id: Id) => void;
}

/** Buttons of which one is pressed. */
function Choice<Id extends (typeof PARTS)[number] | (typeof SHARES)[number]>(props: ChoiceProps<Id>) {
  const { t } = useWords();
  return (
    <fieldset className={css["choice"]} aria-label={props.label}>
      {props.of.map((id) => (
        <button
          key={id}
          type="button"
          data-part={id}
          aria-pressed={id === props.chosen}
          onClick={() => props.onChoose(id)}
        >
          {t(`views.difference.${id}`)}
        </button>
      ))}
    </fieldset>
  );
}
