import type { Finding, Severity } from "../../model/report";
import type { SessionData } from "../../model/session";
import { deviationFindings } from "../deviation/findings";
import { goroutineFindings } from "../goroutines/findings";
import { growthFindings } from "../growth/findings";
import { heapDumpFindings } from "../heapDump/findings";
import { numaFindings } from "../numa/findings";
import { checkFindings } from "./checkFindings";
import { nativeFindings } from "./nativeFindings";
import { qualityFindings } from "./qualityFindings";
import { spanFindings } from "./spanFindings";
import { symbolFindings } from "./symbolFindings";
import { unwindFindings } from "./unwindFindings";

const SEVERITIES: readonly Severity[] = ["error", "warning", "info"];

/**
 * What the overview says of the dropped files: the most severe first; of equal severity what grows, then what cannot be
 * believed, then what to drop for more names, each in the order of its weight.
 */
export function findings(session: SessionData): Finding[] {
  const quality = [...qualityFindings(session), ...unwindFindings(session), ...checkFindings(session)];
  const heaps = [...nativeFindings(session), ...spanFindings(session), ...heapDumpFindings(session)];
  const growth = [
    ...goroutineFindings(session),
    ...growthFindings(session.heapSeries),
    ...heaps,
    ...numaFindings(session),
  ];
  const all = [...growth, ...deviationFindings(session), ...quality, ...symbolFindings(session)];
  return all.sort((a, b) => SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity));
}
