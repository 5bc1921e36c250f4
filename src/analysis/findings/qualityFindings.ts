import type { Finding, Severity } from "../../model/report";
import type { SessionData, SessionFile, StageFailure } from "../../model/session";
import { captureQuality } from "./captureQuality";
import { type FindingKey, finding } from "./finding";

/** From which share on a figure is told, and from which on it is a warning or spoils the capture. */
export const SHARES = { told: 0.001, warning: 0.01, error: 0.1 } as const;
export const STACK_SHARES = { told: 0.01, warning: 0.1, error: 0.5 } as const;

/** What cannot be believed, and why: files that are damaged, events that are missing, code without names. */
export function qualityFindings(session: SessionData): Finding[] {
  return [...fileFindings(session.files), ...sampleFindings(session)];
}

interface FileRule {
  readonly severity: Severity;
  readonly one: FindingKey;
  readonly many: FindingKey;
  failureOf(file: SessionFile): StageFailure | undefined;
}

const FILE_RULES: readonly FileRule[] = [
  {
    severity: "error",
    one: "fileFailed",
    many: "filesFailed",
    failureOf: ({ error }) => (error !== null && error.code !== "BadMagic" ? error : undefined),
  },
  {
    severity: "info",
    one: "fileUnknown",
    many: "filesUnknown",
    failureOf: ({ error }) => (error?.code === "BadMagic" ? error : undefined),
  },
  {
    severity: "warning",
    one: "filePartial",
    many: "filesPartial",
    failureOf: ({ capture }) => capture?.losses[0]?.first,
  },
  {
    severity: "error",
    one: "stageFailed",
    many: "stagesFailed",
    failureOf: ({ stageFailures }) => stageFailures[0],
  },
];

/** One finding per kind of damage, however many files have it. */
function fileFindings(files: readonly SessionFile[]): Finding[] {
  return FILE_RULES.flatMap(({ severity, one, many, failureOf }) => {
    const hit = files.flatMap((file) => {
      const failure = failureOf(file);
      return failure === undefined ? [] : [{ file, failure }];
    });
    if (hit.length === 0) return [];
    const [{ file, failure }] = hit;
    const lossCount = file.capture?.losses.reduce((sum, { count }) => sum + count, 0) ?? 0;
    const params = { fileCount: hit.length, name: file.name, message: failure.message, lossCount };
    return [finding("quality", severity, hit.length === 1 ? one : many, params, hit.length, file.name)];
  });
}

function sampleFindings(session: SessionData): Finding[] {
  const found: Finding[] = [];
  for (const { file, samples, lost, lostShare, throttled, withoutStack, unnamed } of captureQuality(session)) {
    const { name } = file;
    if (lost > 0) {
      const params = { name, lostCount: lost, lostShare };
      found.push(finding("quality", severityOf(lostShare, SHARES), "lost", params, lostShare, name));
    }
    if (throttled > 0)
      found.push(finding("quality", "warning", "throttled", { name, throttledCount: throttled }, throttled, name));
    if (samples === 0) continue;
    const stacklessShare = withoutStack / samples;
    if (stacklessShare >= STACK_SHARES.told) {
      const severity = severityOf(stacklessShare, STACK_SHARES);
      found.push(finding("quality", severity, "withoutStack", { name, stacklessShare }, stacklessShare, name));
    }
    const unnamedShare = unnamed / samples;
    if (unnamedShare >= STACK_SHARES.told) {
      const severity = severityOf(unnamedShare, STACK_SHARES);
      found.push(finding("quality", severity, "unnamed", { name, unnamedShare }, unnamedShare, name));
    }
  }
  return worstOfEachKey(found);
}

export function severityOf(share: number, limits: { readonly warning: number; readonly error: number }): Severity {
  return share >= limits.error ? "error" : share >= limits.warning ? "warning" : "info";
}

/** How many captures may say the same: a series of 500 profiles must not bury everything else. */
const MOST_OF_A_KEY = 3;

function worstOfEachKey(found: readonly Finding[]): Finding[] {
  const counts = new Map<string, number>();
  return [...found]
    .sort((a, b) => (b.value ?? 0) - (a.value ?? 0))
    .filter(({ key }) => {
      const count = (counts.get(key) ?? 0) + 1;
      counts.set(key, count);
      return count <= MOST_OF_A_KEY;
    });
}
