import { openGuide, session } from "../../store/session";
import type { ViewId } from "../../views/view";

/** The page of docs/guide that each view has. */
export const VIEW_PAGES: Readonly<Record<ViewId, string>> = {
  overview: "overview",
  captures: "captures",
  heapGrowth: "heap-growth",
  spans: "spans",
  nativeHeap: "c-heap",
  goroutines: "goroutines",
  functions: "functions",
  callTree: "call-tree",
  icicle: "icicle",
  flameGraph: "flame-graph",
  difference: "difference",
  deviation: "deviation",
  heapDump: "heap-dump",
  escapes: "hot-stores",
  numa: "numa",
  records: "records",
  frame: "frame",
  symbols: "symbols",
};

/** Pages that are of no view, in the order in which they are offered. */
export const OTHER_PAGES = ["README", "record", "faq"] as const;

/** Opens the guide at the view that is shown; at its first page where that is none. */
export function openHelp(): void {
  const { view } = session.getState().selection;
  openGuide(view in VIEW_PAGES ? VIEW_PAGES[view as ViewId] : OTHER_PAGES[0]);
}
