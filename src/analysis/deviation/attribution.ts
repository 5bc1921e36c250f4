import type { Contribution, MetricName, MetricRow } from "../../model/deviation";
import { RUNGS } from "../../model/stacks";
import { codeErrors } from "./codeErrors";
import { normalFunction, normalModule } from "./normalName";
import type { Source, SourcePair, SourcePart, StackSource } from "./sources";
import { stopSums } from "./stopSums";
import { COMPLETE, TRUNCATED } from "./stops";

/**
 * What makes up the differences. A share is a sum over the ways that its stacks end, so the difference of two shares is
 * the sum of the differences of their parts, exactly: nothing has to be divided among causes.
 */
export function attribution(
  metrics: readonly MetricRow[],
  sources: readonly SourcePair[],
  rules: ReadonlyMap<string, string>,
): Contribution[] {
  return metrics.flatMap(({ name, source, headline }) => {
    const parts = PARTS[name];
    const pair = sources.find((one) => one.name === source);
    if (!headline || parts === undefined || pair === undefined) return [];
    const [baseline, candidate] = [pair.baseline, pair.candidate].map((side) => partsOf(side, parts, rules));
    return baseline === null || candidate === null ? [] : contributions(name, source, baseline, candidate);
  });
}

/** Parts of a figure, by what they are of. */
type Parts = ReadonlyMap<string, Part>;

interface Part extends Pick<Contribution, "stop" | "module" | "func" | "rung"> {
  readonly value: number;
}

/** A frame, and how its stack ended where that matters. */
interface Cell {
  readonly stop: string;
  readonly part: SourcePart;
  readonly code: number; // -> codes of the part, -1 for none
}

type PartsOf = (source: StackSource) => {
  readonly cells: readonly (readonly [Cell, number])[];
  readonly whole: number;
};

const total = (column: Float64Array): number => column.reduce((sum, value) => sum + value, 0);

const PARTS: Partial<Record<MetricName, PartsOf>> = {
  truncation_rate: (source) => {
    const { cells, stacks } = stopSums(source);
    const cut = [...cells.values()].filter(({ stop }) => stop !== "Untold" && TRUNCATED.has(stop));
    return { cells: cut.map((cell) => [cell, cell.stacks]), whole: total(stacks) };
  },
  incomplete_rate: (source) => {
    const { cells, told } = stopSums(source);
    const broken = [...cells.values()].filter(({ stop }) => stop !== "Untold" && !COMPLETE.has(stop));
    return { cells: broken.map((cell) => [cell, cell.stacks]), whole: total(told) };
  },
  call_site_error: (source) => {
    const { cells, callers } = codeErrors(source);
    return {
      cells: cells.map(({ part, code, distance }) => [{ stop: "", part, code }, distance]),
      whole: total(callers),
    };
  },
};

function partsOf(source: Source | null, of: PartsOf, rules: ReadonlyMap<string, string>): Parts | null {
  if (source?.kind !== "stacks") return null;
  const { cells, whole } = of(source);
  const parts = new Map<string, Part>();
  for (const [cell, count] of cells) {
    const place = placeOf(cell, rules);
    const key = JSON.stringify([place.stop, place.module, place.func, place.rung]);
    parts.set(key, { ...place, value: (parts.get(key)?.value ?? 0) + count / whole });
  }
  return parts;
}

function placeOf({ stop, part, code }: Cell, rules: ReadonlyMap<string, string>): Omit<Part, "value"> {
  const { input, ends } = part;
  if (code < 0) return { stop, module: "", func: "", rung: "" };
  const { codes, modules, named } = input;
  const rung = RUNGS[named.codeRung[code]];
  const func = ends.funcOfCode[code];
  const isNamed = rung !== "none" && rung !== "fde" && func >= 0;
  return {
    stop,
    module: normalModule(modules[codes.module[code]]?.name ?? "[unknown]"),
    func: isNamed ? normalFunction(named.strings[named.funcs.name[func]], rules) : "",
    rung,
  };
}

/** More are summed up in a row of their own, so that all of them still add up. */
const MOST_ROWS = 200;

function contributions(metric: MetricName, source: string, baseline: Parts, candidate: Parts): Contribution[] {
  const keys = [...new Set([...baseline.keys(), ...candidate.keys()])];
  const rows = keys.flatMap((key): Contribution[] => {
    const [base, later] = [baseline.get(key), candidate.get(key)];
    const place = base ?? later;
    if (place === undefined) return [];
    const { stop, module, func, rung } = place;
    const values = { baseline: base?.value ?? 0, candidate: later?.value ?? 0 };
    return [{ metric, source, stop, module, func, rung, ...values, contribution: values.candidate - values.baseline }];
  });
  rows.sort((a, b) => Math.abs(b.contribution) - Math.abs(a.contribution) || b.candidate - a.candidate);
  const rest = rows.slice(MOST_ROWS);
  if (rest.length === 0) return rows;
  const sum = (of: "baseline" | "candidate" | "contribution"): number => rest.reduce((all, row) => all + row[of], 0);
  const sums = { baseline: sum("baseline"), candidate: sum("candidate"), contribution: sum("contribution") };
  return [...rows.slice(0, MOST_ROWS), { metric, source, stop: REST, module: REST, func: REST, rung: "", ...sums }];
}

const REST = "(rest)";
