import { useMemo } from "react";
import { holderName, kindOf } from "../../analysis/heapDump/retained";
import { bucketOf, type HeldShare, siteOf, siteText } from "../../analysis/heapDump/sites";
import { useWords } from "../../i18n";
import { type HeapDump, type HeldHeap, type HolderKind, NOT_ALONE, UNREACHED } from "../../model/heapDump";
import { formatBytes, formatShare } from "../../ui/format";

interface Names {
  /** "main.sessions", "goroutine 18 main.hold" */
  holder(holder: number): string;
  /** The same, or "208 B main.newSession leak.go:29". */
  node(node: number): string;
  kind(node: number): HolderKind | "object";
  /** Who has most of something, and its share: "98 % main.sessions"; "" where nobody has any. */
  mostly(heldBy: readonly HeldShare[]): string;
}

/** What the nodes of a dump are called in the reader's language. */
export function useNames(dump: HeapDump, held: HeldHeap): Names {
  const { t, language } = useWords();
  return useMemo(() => {
    const kind = (node: number) => (node < held.objects ? "object" : kindOf(held, node - held.objects));
    const holder = (row: number): string => {
      if (row === NOT_ALONE) return t("views.heapDump.severalRoots");
      if (row === UNREACHED) return t("views.heapDump.garbage");
      if (kindOf(held, row) === "cut") return t("views.heapDump.cutRoots");
      const name = holderName(held, row);
      if (kindOf(held, row) !== "finalizer") return name;
      return t(name === "finalizers" ? "views.heapDump.finalizers" : "views.heapDump.queuedFinalizers");
    };
    return {
      kind,
      holder,
      node(node) {
        if (node >= held.objects) return holder(node - held.objects);
        const bucket = bucketOf(dump, node);
        const size = formatBytes(dump.objects.bytes[node], language);
        return bucket < 0 ? size : `${size} ${siteText(siteOf(dump, bucket))}`;
      },
      mostly(heldBy) {
        const total = heldBy.reduce((sum, { bytes }) => sum + bytes, 0);
        const [first] = heldBy;
        if (first === undefined || total === 0) return "";
        return t("views.heapDump.mostly", {
          share: formatShare(first.bytes / total, language),
          name: holder(first.holder),
        });
      },
    };
  }, [dump, held, t, language]);
}
