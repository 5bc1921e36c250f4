import { type KeyboardEvent, type SyntheticEvent, useEffect, useRef, useState } from "react";

/** A `<details>` as a menu: Escape or a press elsewhere closes it. `menu` and `events` go to the element. */
export function useMenu() {
  const menu = useRef<HTMLDetailsElement>(null);
  const [open, setOpen] = useState(false);
  useEffect(() => {
    if (!open) return;
    const onPress = (event: Event): void => {
      if (event.target instanceof Node && menu.current?.contains(event.target) === false) menu.current.open = false;
    };
    addEventListener("pointerdown", onPress);
    addEventListener("focusin", onPress);
    return () => {
      removeEventListener("pointerdown", onPress);
      removeEventListener("focusin", onPress);
    };
  }, [open]);
  const close = (): void => {
    if (menu.current === null) return;
    menu.current.open = false;
    menu.current.querySelector("summary")?.focus();
  };
  const events = {
    onToggle: (event: SyntheticEvent<HTMLDetailsElement>) => setOpen(event.currentTarget.open),
    onKeyDown: (event: KeyboardEvent) => {
      if (event.key === "Escape" && menu.current?.open === true) close(); // `open` comes a moment later
    },
  };
  return { menu, open, close, events };
}
