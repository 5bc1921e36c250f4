import { type KeyboardEvent, useEffect, useId, useRef, useState } from "react";
import { useWords } from "../../i18n";
import { Dialog } from "../../ui/Dialog";
import { type Command, matching } from "./commands";
import css from "./palette.module.css";

/** A list of all commands that is narrowed by typing: arrows choose, Enter does it. */
export function Palette({
  commands,
  onClose,
}: {
  readonly commands: readonly Command[];
  readonly onClose: () => void;
}) {
  const { t } = useWords();
  const [text, setText] = useState("");
  const [chosen, setChosen] = useState(0);
  const list = useId();
  const input = useRef<HTMLInputElement>(null);
  const option = useRef<HTMLDivElement>(null);
  const shown = matching(commands, text);
  const current = Math.min(chosen, shown.length - 1);
  useEffect(() => {
    input.current?.focus();
  }, []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: whenever another one is chosen
  useEffect(() => {
    option.current?.scrollIntoView({ block: "nearest" }); // newer browsers return a promise, which is no effect's end
  }, [current]);
  const run = (command: Command | undefined): void => {
    if (command === undefined) return;
    onClose();
    command.run();
  };
  const onKey = (event: KeyboardEvent): void => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined) setChosen((current + step + shown.length) % Math.max(1, shown.length));
    else if (event.key === "Enter") run(shown[current]);
    else return;
    event.preventDefault();
  };
  return (
    <Dialog id="palette" title={t("page.palette.title")} close={t("page.close")} onClose={onClose}>
      <input
        ref={input}
        type="text"
        className={css["input"]}
        role="combobox"
        aria-expanded="true"
        aria-controls={list}
        aria-activedescendant={current < 0 ? undefined : `${list}-${current}`}
        aria-label={t("page.palette.hint")}
        placeholder={t("page.palette.hint")}
        spellCheck={false}
        autoComplete="off"
        value={text}
        onChange={({ target }) => {
          setText(target.value);
          setChosen(0);
        }}
        onKeyDown={onKey}
      />
      <div className={css["list"]} id={list} role="listbox" aria-label={t("page.palette.title")}>
        {shown.map((command, index) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the field above has the keys
          // biome-ignore lint/a11y/useFocusableInteractive: the focus stays in the field
          <div
            key={command.id}
            ref={index === current ? option : null}
            id={`${list}-${index}`}
            className={css["option"]}
            role="option"
            aria-selected={index === current}
            data-command={command.id}
            onClick={() => run(command)}
          >
            <span className={css["group"]}>{command.group}</span>
            <span className={css["label"]}>{command.label}</span>
            {command.key !== undefined && <kbd>{command.key}</kbd>}
          </div>
        ))}
      </div>
      {shown.length === 0 && <p>{t("page.palette.none")}</p>}
    </Dialog>
  );
}
