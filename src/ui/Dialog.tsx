import { type ReactNode, useEffect, useId, useRef } from "react";
import css from "./Dialog.module.css";

interface DialogProps {
  readonly id: string;
  readonly title: string;
  readonly close: string; // word on the button
  readonly onClose: () => void;
  readonly isWide?: boolean; // for long texts
  readonly children: ReactNode;
}

/**
 * A window above the page while it is mounted. Escape, the button and a press outside close it; focus goes back then.
 * It closes at once, not with the dialog's own `close` event: that comes a task later, and keys pressed before it would be lost.
 */
export function Dialog({ id, title, close, onClose, isWide = false, children }: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const heading = useId();
  useEffect(() => {
    const before = document.activeElement;
    if (dialog.current?.open === false) dialog.current.showModal();
    return () => {
      if (before instanceof HTMLElement) before.focus();
    };
  }, []);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Escape closes it by keyboard
    <dialog
      ref={dialog}
      className={css["dialog"]}
      data-dialog={id}
      data-wide={isWide ? "" : undefined}
      aria-labelledby={heading}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onClose={onClose} // a browser may close it without asking
      onClick={({ target }) => {
        if (target === dialog.current) onClose(); // its backdrop: what is inside covers it
      }}
    >
      <div className={css["content"]}>
        <div className={css["head"]}>
          <h2 id={heading}>{title}</h2>
          <button type="button" data-action="close-dialog" onClick={onClose}>
            {close}
          </button>
        </div>
        {children}
      </div>
    </dialog>
  );
}
