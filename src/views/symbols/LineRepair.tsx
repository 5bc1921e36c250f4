import { useWords } from "../../i18n";
import type { Actions } from "../view";
import type { CoverageRow } from "./coverageRows";
import css from "./symbols.module.css";

interface LineRepairProps {
  readonly row: CoverageRow;
  readonly actions: Actions;
}

/** x86; Alpha and SW64; what the SW64 tool chain of the article writes. */
const LENGTHS = [1, 4, 8] as const;

/** The rungs whose lines come from line tables that can be read otherwise. */
const DWARF_RUNGS = ["dwarf", "split", "debugfile", "altfile"] as const;

/** Which minimum_instruction_length the module's line tables are read with: proposed by the page, decided by the user. */
export function LineRepair({ row, actions }: LineRepairProps) {
  const { t } = useWords();
  const { repair, chosen } = row.lineReading;
  const { objectFile } = row;
  if (objectFile === null) return null;
  if (repair === null && chosen === null && DWARF_RUNGS.every((rung) => row.rungs[rung] === 0)) return null;
  return (
    <div data-repair={repair?.proposed ?? ""}>
      {repair !== null && <p className={css["step"]}>{t("views.symbols.repair", { ...repair })}</p>}
      <label>
        {t("views.symbols.lineLength")}{" "}
        <select
          data-choice="lineLength"
          value={chosen ?? ""}
          onChange={({ target: { value } }) => actions.setLineLength(objectFile, value === "" ? null : Number(value))}
        >
          <option value="">{t("views.symbols.asStated")}</option>
          {LENGTHS.map((length) => (
            <option key={length} value={length}>
              {length === repair?.proposed ? t("views.symbols.proposed", { length }) : length}
            </option>
          ))}
        </select>
      </label>
    </div>
  );
}
