import type { CheckRuleId } from "../../model/checkText";
import type { Finding } from "../../model/report";
import type { SessionData } from "../../model/session";
import { checkFile } from "../captureCheck/check";
import { archByBuildId, archOf } from "../sides";
import { finding } from "./finding";

/** Rules of which other findings tell. */
const TOLD_ELSEWHERE: readonly CheckRuleId[] = ["lost", "dumps-exhausted"];

/** Recordings that the capture check finds spoilt: where to read of it. */
export function checkFindings({ files }: SessionData): Finding[] {
  const archs = archByBuildId(files);
  return files.flatMap((file) => {
    const serious = checkFile(file, archOf(file, archs)).filter(
      ({ rule, severity }) => severity === "error" && !TOLD_ELSEWHERE.includes(rule),
    );
    if (serious.length === 0) return [];
    const params = { name: file.name, checkCount: serious.length };
    return [finding("quality", "error", "captureCheck", params, serious.length, file.name)];
  });
}
