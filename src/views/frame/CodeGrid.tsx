import { useEffect, useMemo, useState } from "react";
import { type InstructionWeights, instructionAt } from "../../analysis/code/instructionWeights";
import { useWords } from "../../i18n";
import { FLOWS, type FunctionCode } from "../../model/disassembly";
import { formatWeight } from "../../ui/format";
import { type Column, Grid, type GridRow } from "../../ui/Grid";
import { ShareBar } from "../../ui/layout";
import { Name } from "../../ui/Name";
import { addressText, bytesText, chainAt, codeRows, placeText, type Reference, referenceAt } from "./codeRows";
import css from "./frame.module.css";

interface CodeGridProps {
  readonly code: FunctionCode;
  readonly here: number; // -> instructions: the one of the frame, -1 when not known
  readonly weights: InstructionWeights;
  readonly total: number; // of the profile
  readonly unit: string;
  readonly onPlace: (address: number) => void; // Svma
  readonly onCaller: () => void;
  readonly onCallee: () => void;
}

/** The third level: instructions with the source lines between them, and what was sampled at each. */
export function CodeGrid({ code, here, weights, total, unit, onPlace, onCaller, onCallee }: CodeGridProps) {
  const { t, language } = useWords();
  const rows = useMemo(() => codeRows(code), [code]);
  const [chosen, setChosen] = useState(-1); // -> rows
  const reveal = useMemo(() => (here < 0 ? null : { index: rows.indexOf(here) }), [rows, here]);
  useEffect(() => setChosen(reveal?.index ?? -1), [reveal]);
  const most = useMemo(() => weights.self.reduce((max, weight) => Math.max(max, Math.abs(weight)), 0), [weights]);
  const columns = useMemo((): readonly Column<number>[] => {
    const figure = (value: number, of: number) =>
      value === 0 ? "" : <ShareBar share={of === 0 ? 0 : value / of}>{formatWeight(value, unit, language)}</ShareBar>;
    const column = (id: string, title: string, width: string, cell: Column<number>["cell"], hint?: string) =>
      hint === undefined ? { id, title, width, cell } : { id, title, width, cell, hint };
    const { instructions } = code;
    return [
      {
        ...column(
          "self",
          t("views.frame.self"),
          "6rem",
          (row) => figure(weights.self[row], most),
          t("views.frame.selfHint"),
        ),
        numeric: true,
      },
      {
        ...column(
          "called",
          t("views.frame.called"),
          "6rem",
          (row) => figure(weights.called[row], total),
          t("views.frame.calledHint"),
        ),
        numeric: true,
      },
      column("address", t("views.frame.address"), "9rem", (row) => (
        <code>{addressText(instructions.address[row])}</code>
      )),
      column("bytes", t("views.frame.bytes"), "11rem", (row) => (
        <code className={css["bytes"]}>{bytesText(instructions, row)}</code>
      )),
      column("instruction", t("views.frame.instruction"), "minmax(20rem, 3fr)", (row) => (
        <InstructionText text={instructions.text[row]} />
      )),
      column("target", t("views.frame.target"), "minmax(10rem, 2fr)", (row) => (
        <TargetCell code={code} row={row} onPlace={onPlace} />
      )),
    ];
  }, [code, weights, most, total, unit, language, t, onPlace]);

  const gridRow = (index: number): GridRow => {
    const row = rows[index];
    if (row < 0) return lineRow(code, -1 - row, columns.length);
    const data = {
      "data-flow": FLOWS[code.instructions.flow[row]],
      "data-here": String(row === here),
      "data-address": addressText(code.instructions.address[row]),
    };
    return { key: String(row), cells: columns.map(({ cell }) => cell(row)), data };
  };
  const follow = (index: number): boolean => {
    const reference = rows[index] < 0 ? null : referenceAt(code, rows[index]);
    if (reference === null || !reference.isCode) return false;
    onPlace(reference.address);
    return true;
  };
  const onKey = (key: string, index: number): boolean => {
    if (key === "ArrowLeft") onCaller();
    else if (key === "ArrowRight") {
      if (!follow(index)) onCallee();
    } else if (key === "n" || key === "N") setChosen(nextSampled(rows, weights, index, key === "n" ? 1 : -1));
    else return false;
    return true;
  };
  return (
    <>
      <Grid
        role="grid"
        label={t("views.frame.code")}
        columns={columns}
        header={({ title }) => <div className={css["title"]}>{title}</div>}
        count={rows.length}
        row={gridRow}
        selected={chosen}
        reveal={reveal}
        onSelect={setChosen}
        onActivate={follow}
        onKey={onKey}
        empty=""
      />
      <p className={css["keys"]}>{t("views.frame.keys")}</p>
    </>
  );
}

/** A source line with the calls that are inlined at it. It stands where instructions do, and is no instruction. */
function lineRow(code: FunctionCode, row: number, columns: number): GridRow {
  const chain = chainAt(code, row);
  const cells = Array.from({ length: columns }, (_, i) =>
    i !== LINE_COLUMN
      ? ""
      : chain.map((line, depth) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: its depth is what an inlined call is
          <span key={depth}>
            {depth > 0 && " ← "}
            <Name text={placeText(line)} /> <Name text={line.func} />
          </span>
        )),
  );
  return { key: `line ${row}`, cells, data: { "data-kind": "line" } };
}

/** The text of a line goes over the columns from this one on. */
const LINE_COLUMN = 2;

/** Mnemonic and operands, as far apart as objdump puts them. */
function InstructionText({ text }: { readonly text: string }) {
  const tab = text.indexOf("\t");
  return (
    <code className={css["instruction"]}>
      <b>{text.slice(0, tab)}</b>
      <span>{text.slice(tab + 1)}</span>
    </code>
  );
}

function TargetCell({
  code,
  row,
  onPlace,
}: {
  readonly code: FunctionCode;
  readonly row: number;
  readonly onPlace: (address: number) => void;
}) {
  const reference = referenceAt(code, row);
  if (reference === null) return null;
  const text = `${arrowOf(code, row, reference)}${reference.name === "" ? addressText(reference.address) : reference.name}`;
  if (!reference.isCode) return <Name text={text} />;
  return (
    <button type="button" className={css["target"]} tabIndex={-1} onClick={() => onPlace(reference.address)}>
      <Name text={text} />
    </button>
  );
}

/** Where it goes: up or down in this function, or out of it; nothing where an address is only mentioned. */
function arrowOf({ instructions }: FunctionCode, row: number, { address, isTarget }: Reference): string {
  if (!isTarget) return "";
  const to = instructionAt(instructions, address);
  return to < 0 ? "→ " : to <= row ? "↑ " : "↓ ";
}

/** The next row, or the one before, with an instruction that was sampled itself; the same where there is none. */
function nextSampled(rows: Int32Array, { self }: InstructionWeights, from: number, step: 1 | -1): number {
  for (let index = from + step; index >= 0 && index < rows.length; index += step) {
    if (rows[index] >= 0 && self[rows[index]] !== 0) return index;
  }
  return from;
}
