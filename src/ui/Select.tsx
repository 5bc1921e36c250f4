interface SelectProps<Id extends string | number> {
  readonly label: string;
  /** What browser tests find it by. */
  readonly name?: string;
  readonly choices: readonly { readonly id: Id; readonly text: string }[];
  readonly chosen: Id;
  readonly onChange: (id: Id) => void;
}

/** One of any number, as a list that opens. */
export function Select<Id extends string | number>({ label, name, choices, chosen, onChange }: SelectProps<Id>) {
  return (
    <select
      data-choice={name}
      aria-label={label}
      value={chosen}
      onChange={({ target: { value } }) => {
        const choice = choices.find(({ id }) => String(id) === value);
        if (choice !== undefined) onChange(choice.id);
      }}
    >
      {choices.map(({ id, text }) => (
        <option key={id} value={id}>
          {text}
        </option>
      ))}
    </select>
  );
}
