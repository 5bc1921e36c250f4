import { useEffect } from "react";
import { openDialog, select, session } from "../store/session";
import { views } from "../views/registry";
import { VIEW_KEYS } from "./viewKeys";

/**
 * Keys that work everywhere but where something is typed: 1 to 9 and 0 go to the views in the order of the rail, ? shows all
 * keys. Ctrl+K opens the list of commands from anywhere. None does anything below an open window, or where it has been used.
 */
export function usePageKeys(): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      const { key, target } = event;
      if (event.defaultPrevented) return;
      if (session.getState().dialog !== null || document.querySelector("dialog[open]") !== null) return;
      if ((event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey && key.toLowerCase() === "k") {
        event.preventDefault();
        openDialog("palette");
        return;
      }
      const isTyping = target instanceof Element && target.closest("input, textarea, select") !== null;
      if (isTyping || event.ctrlKey || event.metaKey || event.altKey) return;
      const view = views[key.length === 1 ? VIEW_KEYS.indexOf(key) : -1];
      if (view !== undefined) select({ view: view.id });
      else if (key === "?") openDialog("keys");
    };
    addEventListener("keydown", onKey);
    return () => removeEventListener("keydown", onKey);
  }, []);
}
