import { useMemo, useState } from "react";
import { functionProfile } from "../../analysis/deviation/functionProfile";
import { useWords } from "../../i18n";
import type { Deviation, DeviationOptions, FunctionDifference } from "../../model/deviation";
import { Choice } from "../../ui/Choice";
import { Pane } from "../../ui/layout";
import { Name } from "../../ui/Name";
import { Table } from "../../ui/Table";
import { shownText } from "../../ui/visibleText";
import type { ViewProps } from "../view";
import { FunctionLinks } from "../view/FunctionLinks";
import { useMarkedRow } from "../view/useMarkedRow";
import css from "./deviation.module.css";
import { functionColumns, keyOfFunction } from "./functionColumns";
import { Unmatched } from "./Unmatched";

interface FunctionsProps {
  readonly deviation: Deviation;
  readonly options: DeviationOptions;
  readonly onOptions: (options: DeviationOptions) => void;
  readonly view: Pick<ViewProps, "session" | "selection" | "select">;
}

/** Self shares of functions on both sides, and those that the other side lacks. */
export function Functions({ deviation: { functions, unmatched }, options, onOptions, view }: FunctionsProps) {
  const words = useWords();
  const { t } = words;
  const [chosen, setChosen] = useState("");
  const sources = useMemo(
    () => [...new Set([...functions, ...unmatched].map(({ source }) => source))],
    [functions, unmatched],
  );
  const source = sources.includes(chosen) ? chosen : (sources[0] ?? "");
  const rows = useMemo(() => functions.filter((row) => row.source === source), [functions, source]);
  const [current, choose] = useMarkedRow(rows, { keyOf: keyOfFunction, funcOf: ({ func }) => func }, view);
  const alone = useMemo(() => unmatched.filter((row) => row.source === source), [unmatched, source]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the words change with the language
  const columns = useMemo(() => functionColumns(words), [words.language]);
  if (sources.length === 0) return <p className={css["muted"]}>{t("views.deviation.functions.empty")}</p>;
  return (
    <>
      <div className={css["controls"]}>
        <Choice
          label={t("views.deviation.functions.of")}
          choices={sources.map((id) => ({ id, text: shownText(id) }))}
          chosen={source}
          onChange={setChosen}
        />
      </div>
      <Pane>
        <Table
          label={t("views.deviation.functions.table")}
          rows={rows}
          columns={columns}
          keyOf={keyOfFunction}
          sortBy="difference"
          sortId="deviation.functions.sort"
          selected={current === undefined ? null : keyOfFunction(current)}
          onSelect={choose}
          empty={t("views.deviation.functions.empty")}
        />
      </Pane>
      {current?.isNamed === true && <ShowIn row={current} options={options} view={view} />}
      <Unmatched unmatched={alone} options={options} onOptions={onOptions} />
    </>
  );
}

const SIDES = ["baseline", "candidate"] as const;

/** The chosen function in the views of the captures that have it, of each side. */
function ShowIn({
  row,
  options,
  view,
}: Pick<FunctionsProps, "options" | "view"> & { readonly row: FunctionDifference }) {
  const { t } = useWords();
  const { profiles } = view.session;
  const places = useMemo(() => {
    const rules = new Map(options.rules);
    return SIDES.flatMap((side) => {
      const place = row[`${side}Share`] > 0 ? functionProfile(profiles, row, side, rules) : undefined;
      return place === undefined ? [] : [{ side, ...place }];
    });
  }, [profiles, row, options]);
  return (
    <p className={css["controls"]}>
      {places.map(({ side, entry, name }) => (
        <span key={side} data-side={side}>
          {t(`views.deviation.side.${side}`)}: <Name text={name} />
          <FunctionLinks entry={entry} name={name} {...view} />
        </span>
      ))}
    </p>
  );
}
