import css from "./parts.module.css";

interface ChoiceProps<Id extends string> {
  readonly label: string;
  readonly choices: readonly { readonly id: Id; readonly text: string }[];
  readonly chosen: Id;
  readonly onChange: (id: Id) => void;
}

/** One of a few, as buttons in a row. */
export function Choice<Id extends string>({ label, choices, chosen, onChange }: ChoiceProps<Id>) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot lie in a row of controls in older browsers
    <span className={css["choice"]} role="group" aria-label={label}>
      {choices.map(({ id, text }) => (
        <button key={id} type="button" aria-pressed={id === chosen} onClick={() => onChange(id)}>
          {text}
        </button>
      ))}
    </span>
  );
}
