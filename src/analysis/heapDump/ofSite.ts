import type { SessionData, SessionFile } from "../../model/session";
import { baseName } from "../baseName";
import { holderName } from "./retained";
import { type HeldSite, heldSites } from "./sites";

/** A call site of heap profiles, as GrowthSite has it. */
interface CallSite {
  readonly func: string;
  readonly file: string | null;
  readonly line: number;
}

export interface SiteInDump {
  readonly file: SessionFile; // the dump
  readonly site: Pick<HeldSite, "objects" | "bytes"> | null; // null where none of its objects was sampled
  readonly heldBy: readonly { readonly name: string; readonly share: number }[]; // by bytes of sampled objects, most first
}

/** Who holds what a call site allocated, in each dump: its stacks in the dump's memory profile, and their objects. */
export function holdersOfSite({ files, heapDumps }: SessionData, { func, file, line }: CallSite): SiteInDump[] {
  return files.flatMap((dropped): SiteInDump[] => {
    const held = heapDumps.get(dropped.id)?.held;
    if (held === undefined || dropped.capture?.kind !== "go-heapdump") return [];
    const sites = heldSites(dropped.capture.dump, held).filter(
      (site) => site.func === func && site.line === line && baseName(site.file) === baseName(file ?? ""),
    );
    const shares = new Map<string, number>();
    for (const { heldBy } of sites) {
      for (const { holder, bytes } of heldBy) {
        const name = holderName(held, holder);
        shares.set(name, (shares.get(name) ?? 0) + bytes);
      }
    }
    const bytes = sites.reduce((sum, site) => sum + site.bytes, 0);
    const objects = sites.reduce((sum, site) => sum + site.objects, 0);
    const heldBy = Array.from(shares, ([name, held]) => ({ name, share: held / bytes }));
    const site = sites.length === 0 ? null : { objects, bytes };
    return [{ file: dropped, site, heldBy: heldBy.sort((a, b) => b.share - a.share) }];
  });
}
