import type { ReportFile, ReportWarning } from "../../model/report";
import type { SessionData, SessionFile } from "../../model/session";
import { archByBuildId, archOf } from "../sides";

/** `files` of the report: every dropped file, also those that could not be read. */
export function filesPart({ files, sides }: SessionData): ReportFile[] {
  const archs = archByBuildId(files);
  return files.map((file) => ({
    name: file.name,
    size: file.sizeBytes,
    kind: file.kind ?? "unknown",
    arch: archOf(file, archs),
    side: sides.get(file.id) ?? null,
    status: file.status,
    warnings: warningsOf(file),
    facts: file.capture?.facts ?? {},
  }));
}

/** What is wrong with a file, by count: what could not be read at all, what was left out, what a later stage met. */
export function warningsOf({ error, capture, stageFailures }: SessionFile): ReportWarning[] {
  const failures = [...(error === null ? [] : [error]), ...stageFailures].map((first) => ({ count: 1, first }));
  return [...failures, ...(capture?.losses ?? [])].map(({ count, first }) => ({ ...first, count }));
}
