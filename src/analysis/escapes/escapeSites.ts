import type { EscapeCapture, EscapeMessage, PerfEvent } from "../../model/capture";
import type { MemoryClass, StoreSource } from "../../model/report";
import type { ProfileEntry, SessionData } from "../../model/session";
import type { AnalysisArgs } from "../analyses";
import { ADDRESS_CLASSES } from "./addressClass";
import { EscapeIndex, type EscapeJoin } from "./join";
import { spansOfFile } from "./spansAt";
import { storeColumns } from "./storeEvents";
import type { StoreSite } from "./storeSites";

/** A profile with stores, and what the analysis "stores" is asked of it. */
export interface StoreProfile {
  readonly entry: ProfileEntry;
  readonly source: StoreSource;
  readonly args: AnalysisArgs<"stores">;
}

/** Stores of one line to one class of memory, with the compiler's messages; or messages of a line without stores. */
export interface EscapeSite {
  readonly file: string | null;
  readonly line: number; // 0 when unknown
  readonly func: string; // "" when unknown
  readonly messages: readonly EscapeMessage[];
  readonly join: EscapeJoin;
  readonly samples: number;
  readonly stores: {
    readonly class: MemoryClass;
    readonly spanclass: number;
    readonly of: StoreProfile;
    readonly stack: number;
  } | null;
}

/** The profiles that tell of stores. Page faults stand in for them only where the file has nothing better. */
export function storeProfiles({ profiles, spans }: SessionData): readonly StoreProfile[] {
  const found = profiles.flatMap((entry): StoreProfile[] => {
    const { capture } = entry.file;
    if (capture === null || !("mappings" in capture) || capture.perf === null) return [];
    const event: PerfEvent | undefined = capture.perf.events.find(({ name }) => name === entry.profile.event);
    const source = storeColumns(entry.profile, event)?.source;
    if (source === undefined) return [];
    const { mappings, perf, arch } = capture;
    return [
      {
        entry,
        source,
        args: [entry.named, entry.profile, event, mappings, perf.threads, arch, spansOfFile({ spans }, entry.file.id)],
      },
    ];
  });
  const withStores = new Set(found.filter(({ source }) => source !== "first-touch").map(({ entry }) => entry.file.id));
  return found.filter(({ source, entry }) => source !== "first-touch" || !withStores.has(entry.file.id));
}

/** `sites`: what "stores" answered for each of the profiles. Rows with most stores first, then messages without any. */
export function escapeSites(
  session: SessionData,
  profiles: readonly StoreProfile[],
  sites: readonly (readonly StoreSite[])[],
): readonly EscapeSite[] {
  const listings = session.files.flatMap(({ capture }): EscapeCapture[] =>
    capture?.kind === "escape" ? [capture] : [],
  );
  const index = new EscapeIndex(listings);
  const joined = new Set<EscapeMessage>();
  const rows = profiles.flatMap((of, i) =>
    (sites[i] ?? []).map(({ class: kind, spanclass, stack, samples, ...place }): EscapeSite => {
      const found = index.of(place);
      for (const message of found.messages) joined.add(message);
      return { ...place, ...found, samples, stores: { class: kind, spanclass, of, stack } };
    }),
  );
  rows.sort((a, b) => b.samples - a.samples);
  const rest = listings.flatMap(({ messages }) => messages.filter((message) => !joined.has(message)));
  const without = rest.map((message): EscapeSite => {
    const { file, line } = message;
    return { file, line, func: "", messages: [message], join: "none", samples: 0, stores: null };
  });
  return [...rows, ...without];
}

/** Store samples by what they wrote to, most first. */
export function classShares(
  rows: readonly EscapeSite[],
): readonly { readonly class: MemoryClass; readonly samples: number; readonly share: number }[] {
  const all = rows.reduce((sum, { samples }) => sum + samples, 0);
  return ADDRESS_CLASSES.map((kind) => {
    const samples = rows.reduce((sum, row) => sum + (row.stores?.class === kind ? row.samples : 0), 0);
    return { class: kind, samples, share: all === 0 ? 0 : samples / all };
  })
    .filter(({ samples }) => samples > 0)
    .sort((a, b) => b.samples - a.samples);
}

/** The messages of a row as one text: those of other lines with their line. */
export function messageText({ messages, line }: EscapeSite): string {
  return messages
    .map((message) => (message.line === line ? message.text : `:${message.line} ${message.text}`))
    .join("; ");
}
