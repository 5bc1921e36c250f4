import { gcLogs } from "../../analysis/gcTrace";
import { sessionMemory } from "../../analysis/rss/sessionMemory";
import type { SessionData } from "../../model/session";
import { GcTraceChart } from "./GcTraceChart";
import { RssBar } from "./RssBar";

/** What other captures say of the same memory: the collections of a log, and what resident memory is made of. */
export function Beside({ session }: { readonly session: SessionData }) {
  const memory = sessionMemory(session);
  return (
    <>
      {memory !== null && <RssBar memory={memory} />}
      {gcLogs(session).map((log, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: two logs may have one name
        <GcTraceChart key={i} log={log} />
      ))}
    </>
  );
}
