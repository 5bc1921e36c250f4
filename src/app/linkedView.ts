import { select, session } from "../store/session";

/** The view of the link that was opened last: what it is to be shown of may still have to be dropped. */
let linkedView = "";

export function linkWasTaken(view: string): void {
  linkedView = view;
}

/** What was dropped is shown: by its overview, unless a link is open that says another view. */
export function showDropped(view = "overview"): void {
  const { selection } = session.getState();
  if (linkedView !== "" && selection.view === linkedView) return;
  select({ view });
}
