import type { ReportEscapes } from "../../model/report";
import type { SessionData } from "../../model/session";
import { elemBytesOf, sizeClassOf } from "../../model/sizeClasses";
import { UNKNOWN_SPAN } from "../../model/spanLives";
import type { Analyze } from "../analyses";
import { classShares, escapeSites, messageText, storeProfiles } from "../escapes/escapeSites";

/** `escapes` of the report; null where no capture tells of stores and nothing was said of escapes. */
export async function escapesPart(session: SessionData, analyze: Analyze): Promise<ReportEscapes | null> {
  const profiles = storeProfiles(session);
  const answers = await Promise.all(profiles.map(({ args }) => analyze("stores", args)));
  const rows = escapeSites(
    session,
    profiles,
    answers.map(({ sites }) => sites),
  );
  if (profiles.length === 0 && rows.length === 0) return null;
  return {
    sites: rows.map((row) => ({
      file: row.file,
      line: row.line,
      message: messageText(row),
      store_samples: row.samples,
      function: row.func,
      join: row.join,
      class: row.stores?.class ?? null,
      spanclass: known(row.stores?.spanclass),
      elem_bytes: elemBytes(row.stores?.spanclass),
      source: row.stores?.of.source ?? null,
      profile: row.stores?.of.entry.id ?? null,
    })),
    classes: classShares(rows),
  };
}

function known(spanclass = UNKNOWN_SPAN): number | null {
  return spanclass === UNKNOWN_SPAN ? null : spanclass;
}

/** Of an object of a small size class. */
function elemBytes(spanclass = UNKNOWN_SPAN): number | null {
  return sizeClassOf(spanclass) > 0 ? elemBytesOf(spanclass, 0) : null;
}
