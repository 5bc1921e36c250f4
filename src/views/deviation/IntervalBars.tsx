import type { MetricRow } from "../../model/deviation";
import css from "./deviation.module.css";
import { placedFigures } from "./intervalScale";

const [WIDTH, HEIGHT] = [160, 26];
const TOPS = { baseline: 3, candidate: 14 } as const;
const [BAR_PX, LEAST_PX] = [9, 2];

/** The intervals of both sides, on one scale. The figures stand beside it. */
export function IntervalBars({ row }: { readonly row: MetricRow }) {
  const placed = placedFigures(row);
  if (placed.length === 0) return null;
  return (
    <svg className={css["bars"]} viewBox={`0 0 ${WIDTH} ${HEIGHT}`} aria-hidden="true">
      {placed.map(({ side, low, high, at }) => (
        <g key={side} data-side={side}>
          <rect
            x={low * WIDTH}
            y={TOPS[side]}
            width={Math.max(LEAST_PX, (high - low) * WIDTH)}
            height={BAR_PX}
            opacity="0.45"
          />
          <rect x={at * WIDTH - 1} y={TOPS[side] - 1} width="2.5" height={BAR_PX + 2} />
        </g>
      ))}
    </svg>
  );
}
