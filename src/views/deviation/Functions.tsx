import { useMemo, useState } from "react";
import { useWords } from "../../i18n";
import type { Deviation, DeviationOptions } from "../../model/deviation";
import { Choice } from "../../ui/Choice";
import { Pane } from "../../ui/layout";
import { Table } from "../../ui/Table";
import { shownText } from "../../ui/visibleText";
import type { ViewProps } from "../view";
import { useMarkedRow } from "../view/useMarkedRow";
import css from "./deviation.module.css";
import { functionColumns, keyOfFunction } from "./functionColumns";
import { Unmatched } from "./Unmatched";

interface FunctionsProps {
  readonly deviation: Deviation;
  readonly options: DeviationOptions;
  readonly onOptions: (options: DeviationOptions) => void;
  readonly view: Pick<ViewProps, "selection" | "select">;
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
      <Unmatched unmatched={alone} options={options} onOptions={onOptions} />
    </>
  );
}
