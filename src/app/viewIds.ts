import { views } from "../views/registry";

/** What an address may begin with. */
export const VIEW_IDS: ReadonlySet<string> = new Set(views.map(({ id }) => id));
