import { useEffect } from "react";
import type { Selection } from "../model/session";
import { select, session } from "../store/session";

/**
 * The selection in the URL: "#/heapGrowth?profile=3&series=1". Places and numbers only, never a name or a search:
 * those come from captures.
 */
export function selectionOfHash(hash: string): Partial<Selection> {
  const [path = "", query = ""] = hash.replace(/^#\/?/, "").split("?");
  const parameters = new URLSearchParams(query);
  const index = (name: string): number => Math.max(0, Number.parseInt(parameters.get(name) ?? "0", 10) || 0);
  return { view: path, profile: index("profile"), series: index("series") };
}

export function hashOfSelection({ view, profile, series }: Selection): string {
  const parameters = new URLSearchParams();
  if (profile > 0) parameters.set("profile", String(profile));
  if (series > 0) parameters.set("series", String(series));
  const query = parameters.toString();
  return `#/${view}${query === "" ? "" : `?${query}`}`;
}

/** Keeps the URL and the selection the same, whichever changes: links, back and forward work. */
export function useHashSelection(): void {
  useEffect(() => {
    const fromHash = (): void => select(selectionOfHash(location.hash));
    if (location.hash !== "") fromHash();
    addEventListener("hashchange", fromHash);
    const unsubscribe = session.subscribe(({ selection }, before) => {
      const hash = hashOfSelection(selection);
      if (hash === hashOfSelection(before.selection) || hash === location.hash) return;
      const method = selection.view === before.selection.view ? "replaceState" : "pushState";
      history[method](null, "", hash);
    });
    return () => {
      removeEventListener("hashchange", fromHash);
      unsubscribe();
    };
  }, []);
}
