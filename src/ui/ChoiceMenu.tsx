import { type ReactNode, useState } from "react";
import css from "./ChoiceMenu.module.css";
import { useMenu } from "./useMenu";

export interface MenuChoice {
  readonly id: number;
  readonly text: string; // what a search looks in
  readonly label: ReactNode;
  readonly detail: string;
}

interface ChoiceMenuProps {
  readonly id: string;
  readonly label: string;
  readonly search: string; // label of the field that narrows a long list
  readonly more: (count: number) => string; // says how many are not shown
  readonly choices: readonly MenuChoice[];
  readonly chosen: readonly number[];
  readonly onChange: (chosen: readonly number[]) => void;
}

/** A longer list has a field to search it. */
const MAX_UNSEARCHED = 12;
/** More rows than this are not made: nobody reads them. */
const MAX_ROWS = 300;

/** A button that opens a list of check boxes. Escape or a press elsewhere closes it. */
export function ChoiceMenu({ id, label, search, more, choices, chosen, onChange }: ChoiceMenuProps) {
  const { menu, open, events } = useMenu();
  const [sought, setSought] = useState("");
  const text = sought.toLowerCase();
  const found = text === "" ? choices : choices.filter((choice) => choice.text.toLowerCase().includes(text));
  const shown = found.slice(0, MAX_ROWS);
  return (
    <details
      ref={menu}
      className={css["menu"]}
      data-filter={id}
      {...events}
      onToggle={(event) => {
        events.onToggle(event);
        if (!event.currentTarget.open) setSought("");
      }}
    >
      <summary className={css["button"]}>
        {label}
        {chosen.length > 0 && <span className={css["count"]}> {chosen.length}</span>}
      </summary>
      {open && (
        <fieldset className={css["list"]} aria-label={label}>
          {choices.length > MAX_UNSEARCHED && (
            <input
              type="search"
              className={css["search"]}
              aria-label={search}
              placeholder={search}
              spellCheck={false}
              value={sought}
              onChange={(event) => setSought(event.target.value)}
            />
          )}
          {shown.map((choice) => (
            <label key={choice.id} className={css["choice"]}>
              <input
                type="checkbox"
                value={choice.id}
                checked={chosen.includes(choice.id)}
                onChange={({ target }) =>
                  onChange(target.checked ? [...chosen, choice.id] : chosen.filter((each) => each !== choice.id))
                }
              />
              <span className={css["label"]}>{choice.label}</span>
              <span className={css["detail"]}>{choice.detail}</span>
            </label>
          ))}
          {found.length > shown.length && <p className={css["more"]}>{more(found.length - shown.length)}</p>}
        </fieldset>
      )}
    </details>
  );
}
