/** What of a PerformanceResourceTiming is looked at. */
export interface TimelineEntry {
  readonly name: string; // URL
  readonly transferSize?: number; // bytes received, 0 from a cache
}

/** What the browser says that the page has asked for. */
export interface Traffic {
  readonly own: number; // requests for files from where the page itself is
  readonly ownBytes: number; // received
  readonly elsewhere: readonly string[]; // URLs on other hosts, or with something behind "?" that could carry data
}

/** `page` is the URL of the page. Frames and workers that inherit the policy make no entries, because they can ask for nothing. */
export function trafficOf(entries: readonly TimelineEntry[], page: string): Traffic {
  const folder = page.replace(/[?#].*/, "").replace(/[^/]*$/, "");
  const asked = entries.filter(({ name }) => /^(https?|file|wss?):/.test(name));
  const isOwn = ({ name }: TimelineEntry): boolean =>
    name.startsWith(folder) && !name.slice(folder.length).includes("?");
  const own = asked.filter(isOwn);
  return {
    own: own.length,
    ownBytes: own.reduce((sum, { transferSize = 0 }) => sum + transferSize, 0),
    elsewhere: asked.filter((entry) => !isOwn(entry)).map(({ name }) => name),
  };
}
