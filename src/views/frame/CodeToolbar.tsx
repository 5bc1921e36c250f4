import type { InstructionWeights } from "../../analysis/code/instructionWeights";
import { useWords } from "../../i18n";
import type { FunctionCode } from "../../model/disassembly";
import { downloadCsv } from "../../ui/download";
import { addressText, bytesText, chainAt, placeText, referenceAt } from "./codeRows";

interface CodeToolbarProps {
  readonly code: FunctionCode;
  readonly weights: InstructionWeights;
  readonly unit: string;
  readonly cpu: string | null;
  readonly onCpu: (cpu: string | null) => void;
}

const CPUS = ["core3", "core4"] as const;

/** What can be done with the listing: read it as another generation of SW64, save it. */
export function CodeToolbar({ code, weights, unit, cpu, onCpu }: CodeToolbarProps) {
  const { t } = useWords();
  return (
    <>
      {code.arch === "sw_64" && (
        <label>
          {t("views.frame.cpu")}{" "}
          <select value={cpu ?? ""} onChange={({ target }) => onCpu(target.value === "" ? null : target.value)}>
            <option value="">{t("views.frame.cpus.auto")}</option>
            {CPUS.map((core) => (
              <option key={core} value={core}>
                {t(`views.frame.cpus.${core}`)}
              </option>
            ))}
          </select>
        </label>
      )}
      <button type="button" onClick={() => downloadCsv("instructions.csv", csvRows(code, weights, unit))}>
        {t("views.frame.csv")}
      </button>
    </>
  );
}

function csvRows(
  code: FunctionCode,
  weights: InstructionWeights,
  unit: string,
): readonly (readonly (string | number)[])[] {
  const head = ["address", "bytes", "instruction", "target", "place", `self (${unit})`, `called (${unit})`, "samples"];
  const rows = code.instructions.text.map((text, row) => [
    addressText(code.instructions.address[row]),
    bytesText(code.instructions, row),
    text.replace("\t", " ").trim(),
    referenceAt(code, row)?.name ?? "",
    chainAt(code, row).map(placeText).join(" < "),
    weights.self[row],
    weights.called[row],
    weights.samples[row],
  ]);
  return [head, ...rows];
}
