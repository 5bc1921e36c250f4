import type { Finding } from "../../model/report";
import type { SessionData, SessionFile } from "../../model/session";
import { countedProfiles } from "../countedProfiles";
import { largerDump } from "../unwinding/largerDump";
import { type StackEnd, type UnwindQuality, unwindQuality } from "../unwinding/quality";
import { finding } from "./finding";
import { STACK_SHARES, severityOf } from "./qualityFindings";

/** What keeps stacks from being followed to their end, and what to do: of each capture with stack dumps. */
export function unwindFindings({ files, named }: SessionData): Finding[] {
  return files.flatMap((file) => {
    const { capture } = file;
    const matches = named.get(file.id)?.matches;
    if (capture === null || !("stacks" in capture) || matches === undefined) return [];
    return countedProfiles(capture).flatMap((profile) => {
      const quality = unwindQuality(profile, capture, matches);
      if (quality === null || quality.dumps === 0) return [];
      return [...cut(file, quality, largerDump(capture.perf, profile.event)), ...ends(file, quality)];
    });
  });
}

function cut({ name }: SessionFile, { stops, unwound }: UnwindQuality, bytes: number | null): Finding[] {
  const cutShare = unwound === 0 ? 0 : stops.StackDumpExhausted / unwound;
  if (cutShare < STACK_SHARES.told) return [];
  const severity = severityOf(cutShare, STACK_SHARES);
  if (bytes === null) return [finding("quality", severity, "unwindCutAtMost", { name, cutShare }, cutShare, name)];
  return [finding("quality", severity, "unwindCut", { name, cutShare, bytes: String(bytes) }, cutShare, name)];
}

const MOST_ENDS = 3;

function ends({ name }: SessionFile, quality: UnwindQuality): Finding[] {
  const told = quality.ends.filter(
    ({ cause, samples }) =>
      (cause === "missing" || cause === "damaged") && samples / quality.dumps >= STACK_SHARES.told,
  );
  return told.slice(0, MOST_ENDS).map((end) => endFinding(name, end, end.samples / quality.dumps));
}

function endFinding(name: string, { module, buildId, cause }: StackEnd, endShare: number): Finding {
  const severity = severityOf(endShare, STACK_SHARES);
  const key = cause === "damaged" ? "unwindBroken" : buildId === null ? "unwindMissingByName" : "unwindMissing";
  return finding("quality", severity, key, { name, module, buildId: buildId ?? "", endShare }, endShare, name);
}
