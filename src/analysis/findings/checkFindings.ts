import type { Finding } from "../../model/report";
import type { SessionData } from "../../model/session";
import { checkFile } from "../captureCheck/check";
import { archByBuildId, archOf } from "../sides";
import { finding } from "./finding";

/** Recordings that the capture check finds spoilt: where to read of it. Lost events have a sentence of their own. */
export function checkFindings({ files }: SessionData): Finding[] {
  const archs = archByBuildId(files);
  return files.flatMap((file) => {
    const serious = checkFile(file, archOf(file, archs)).filter(
      ({ rule, severity }) => severity === "error" && rule !== "lost",
    );
    if (serious.length === 0) return [];
    const params = { name: file.name, checkCount: serious.length };
    return [finding("quality", "error", "captureCheck", params, serious.length, file.name)];
  });
}
