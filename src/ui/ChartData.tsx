import { useState } from "react";
import css from "./Chart.module.css";
import { type ChartProps, figureOf } from "./chartProps";
import { Name } from "./Name";

/** The figures behind a chart, a row per point; made when they are opened. */
export function ChartData(chart: ChartProps) {
  const { xs, lines, stack, table } = chart;
  const [open, setOpen] = useState(false);
  const columns = [...lines, ...stack];
  return (
    <details className={css["data"]} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{table.summary}</summary>
      {open && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolled region must be reachable by keyboard
        <section className={css["scroll"]} tabIndex={0} aria-label={table.summary}>
          <table>
            <thead>
              <tr>
                <th scope="col">{table.x}</th>
                {columns.map(({ label, colour }) => (
                  <th scope="col" key={`${colour} ${label}`}>
                    <Name text={label} />
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {Array.from(xs, (x, point) => (
                <tr key={x}>
                  <th scope="row">{table.rowTitle(point)}</th>
                  {columns.map((series) => (
                    <td key={`${series.colour} ${series.label}`}>{figureOf(chart, series, point)}</td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
    </details>
  );
}

/** The same as rows of a CSV file: the figures as they are, nothing where there is none. */
export function csvOfChart({ xs, lines, stack, table }: ChartProps): readonly (readonly (string | number)[])[] {
  const columns = [...lines, ...stack];
  return [
    [table.x, ...columns.map(({ label }) => label)],
    ...Array.from(xs, (_, point) => [
      table.rowTitle(point),
      ...columns.map(({ values }) => (Number.isNaN(values[point]) ? "" : (values[point] ?? ""))),
    ]),
  ];
}
