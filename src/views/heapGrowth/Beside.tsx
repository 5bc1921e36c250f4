import { gcLogs } from "../../analysis/gcTrace";
import { sessionMemory } from "../../analysis/rss/sessionMemory";
import { tracedHeaps } from "../../analysis/tracedHeaps";
import type { SessionData } from "../../model/session";
import { GcTraceChart } from "./GcTraceChart";
import { RssBar } from "./RssBar";
import { TraceHeapChart } from "./TraceHeapChart";

/** What other captures say of the same memory: the collections of a log, a trace, and what resident memory is made of. */
export function Beside({ session }: { readonly session: SessionData }) {
  const memory = sessionMemory(session);
  return (
    <>
      {memory !== null && <RssBar memory={memory} />}
      {gcLogs(session).map((log, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: two logs may have one name
        <GcTraceChart key={i} log={log} />
      ))}
      {tracedHeaps(session).map((heap, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: two traces may have one name
        <TraceHeapChart key={i} heap={heap} />
      ))}
    </>
  );
}
