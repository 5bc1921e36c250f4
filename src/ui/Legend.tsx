import type { MouseEvent, ReactNode } from "react";
import css from "./Chart.module.css";
import { Name } from "./Name";
import type { Token } from "./useColours";

interface LegendEntry<Id> {
  readonly id: Id;
  readonly label: string;
  readonly colour: Token;
  readonly figure?: string; // its value where the cursor is
}

interface LegendProps<Id> {
  readonly label: string;
  /** What a press does. */
  readonly hint: string;
  readonly entries: readonly LegendEntry<Id>[];
  readonly hidden: ReadonlySet<Id>;
  readonly onHidden: (hidden: ReadonlySet<Id>) => void;
  /** Items in front of the entries, and behind them. */
  readonly before?: ReactNode;
  readonly children?: ReactNode;
}

/** What the colours of a chart mean: a press on one hides it or shows it again, with Shift it shows nothing else. */
export function Legend<Id extends string>(props: LegendProps<Id>) {
  const { label, hint, entries, hidden, onHidden } = props;
  const ids = entries.map(({ id }) => id);
  return (
    <ul className={css["legend"]} aria-label={label}>
      {props.before}
      {entries.map(({ id, label, colour, figure }) => (
        <li key={`${colour} ${id}`}>
          <button
            type="button"
            className={css["entry"]}
            title={hint}
            aria-pressed={!hidden.has(id)}
            data-series={ids.indexOf(id)}
            onClick={(event: MouseEvent) => onHidden(hiddenAfter(hidden, id, event.shiftKey ? ids : null))}
          >
            <span className={css["swatch"]} style={{ background: `var(--${colour})` }} />
            <span className={css["legendName"]}>
              <Name text={label} />
            </span>
          </button>
          {figure !== undefined && <span className={css["figure"]}>{hidden.has(id) ? "" : figure}</span>}
        </li>
      ))}
      {props.children}
    </ul>
  );
}

/** What is hidden after a press. `all`: nothing but this one is to be seen, or everything again where that is so already. */
export function hiddenAfter<Id>(hidden: ReadonlySet<Id>, id: Id, all: readonly Id[] | null): ReadonlySet<Id> {
  if (all !== null) {
    const others = new Set(all.filter((one) => one !== id));
    const isAlone = !hidden.has(id) && [...others].every((one) => hidden.has(one));
    return isAlone ? new Set() : others;
  }
  return hidden.has(id) ? new Set([...hidden].filter((one) => one !== id)) : new Set([...hidden, id]);
}
