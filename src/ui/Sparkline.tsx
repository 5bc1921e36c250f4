import css from "./parts.module.css";

const WIDTH = 90;
const HEIGHT = 18;

/** A few values over time in a table's cell, from 0 to the largest. What it shows is said in the cells beside it. */
export function Sparkline({ values }: { readonly values: ArrayLike<number> }) {
  const most = Array.from(values).reduce((max, value) => Math.max(max, value), 0);
  const step = values.length > 1 ? (WIDTH - 2) / (values.length - 1) : 0;
  const points = Array.from(values, (value, i) => {
    const y = HEIGHT - 2 - (most > 0 ? value / most : 0) * (HEIGHT - 4);
    return `${(1 + i * step).toFixed(1)},${y.toFixed(1)}`;
  });
  const line = points.length === 1 ? `${points[0]} ${WIDTH - 1},${points[0]?.split(",")[1]}` : points.join(" ");
  return (
    <svg className={css["sparkline"]} viewBox={`0 0 ${WIDTH} ${HEIGHT}`} aria-hidden="true">
      <polyline points={line} />
    </svg>
  );
}
