import type { SessionData } from "../../model/session";
import { sizeClassFor } from "../../model/sizeClasses";
import type { SpanClasses } from "../../model/spans";
import { holderName } from "../heapDump/retained";
import { heldByClass } from "../heapDump/sites";
import type { SpanHolder } from "./spanHolder";

/** Roots of the last heap dump that alone hold objects of a class that has live spans. */
export function dumpHolders({ files, heapDumps }: SessionData, classes: SpanClasses): readonly SpanHolder[] {
  const fileId = files.reduce((last, { id }) => (heapDumps.has(id) ? id : last), -1);
  const held = heapDumps.get(fileId)?.held;
  if (held === undefined) return [];
  const hasLive = new Set(classes.spanclass.filter((_, row) => classes.live[row] > 0));
  return heldByClass(held)
    .flatMap(({ elemBytes, noscan, heldBy }) => {
      const spanclass = sizeClassFor(elemBytes) * 2 + (noscan ? 1 : 0);
      if (!hasLive.has(spanclass)) return [];
      return heldBy.map(({ holder, bytes }): SpanHolder => {
        const func = holder < 0 ? "" : holderName(held, holder);
        return { source: "heap-dump", fileId, func, stack: [], spanclass, bytes };
      });
    })
    .sort((a, b) => b.bytes - a.bytes);
}
