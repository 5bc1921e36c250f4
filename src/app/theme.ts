import { useSyncExternalStore } from "react";

export const THEMES = ["system", "light", "dark"] as const;
export type Theme = (typeof THEMES)[number];

const STORAGE_KEY = "swscope.theme";

export function storedTheme(): Theme {
  try {
    const stored = localStorage.getItem(STORAGE_KEY);
    return THEMES.find((theme) => theme === stored) ?? "system";
  } catch {
    return "system";
  }
}

const listeners = new Set<() => void>();

/** The theme that is chosen, from wherever. */
export function useTheme(): Theme {
  const subscribe = (listener: () => void): (() => void) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  };
  return useSyncExternalStore(subscribe, shownTheme);
}

function shownTheme(): Theme {
  const shown = document.documentElement.dataset["theme"];
  return THEMES.find((theme) => theme === shown) ?? "system";
}

/** Sets `data-theme` on the document, which the tokens go by; "system" leaves it to the browser. */
export function applyTheme(theme: Theme): void {
  if (theme === "system") delete document.documentElement.dataset["theme"];
  else document.documentElement.dataset["theme"] = theme;
  for (const listener of listeners) listener();
  try {
    localStorage.setItem(STORAGE_KEY, theme);
  } catch {
    // storage is off: the choice holds for this visit
  }
}
