import css from "./ChoiceMenu.module.css";
import { useMenu } from "./useMenu";

export interface MenuAction {
  readonly id: string;
  readonly label: string;
  readonly detail: string;
  readonly run: () => void;
}

interface ActionMenuProps {
  readonly id: string;
  readonly label: string;
  readonly actions: readonly MenuAction[];
}

/** A button that opens a list of things to do. */
export function ActionMenu({ id, label, actions }: ActionMenuProps) {
  const { menu, open, close, events } = useMenu();
  return (
    <details ref={menu} className={css["menu"]} data-menu={id} {...events}>
      <summary className={css["button"]}>{label}</summary>
      {open && (
        <fieldset className={`${css["list"]} ${css["right"]}`} aria-label={label}>
          {actions.map((action) => (
            <button
              key={action.id}
              type="button"
              className={css["action"]}
              data-action={`${id}-${action.id}`}
              onClick={() => {
                close();
                action.run();
              }}
            >
              <span className={css["label"]}>{action.label}</span>
              <span className={css["detail"]}>{action.detail}</span>
            </button>
          ))}
        </fieldset>
      )}
    </details>
  );
}
