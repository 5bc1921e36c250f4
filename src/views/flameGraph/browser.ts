import { useEffect, useState } from "react";
import { onThemeChange } from "../../ui/onThemeChange";

/** Whether speedscope could draw here: it needs WebGL, which remote desktops often lack. */
export function hasWebGl(): boolean {
  try {
    const context = document.createElement("canvas").getContext("webgl");
    context?.getExtension("WEBGL_lose_context")?.loseContext(); // browsers keep few contexts: give this one back
    return context !== null;
  } catch {
    return false;
  }
}

export type Scheme = "light" | "dark";

/** Light or dark, as the tokens have it; null until the page is there. */
export function useScheme(): Scheme | null {
  const [scheme, setScheme] = useState<Scheme | null>(null);
  useEffect(() => {
    const read = () =>
      setScheme(getComputedStyle(document.documentElement).colorScheme.includes("dark") ? "dark" : "light");
    read();
    return onThemeChange(read);
  }, []);
  return scheme;
}
