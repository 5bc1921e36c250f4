import { useWords } from "../../i18n";
import type { NativeCounts } from "../../model/nativeHeap";
import { Facts } from "../../ui/Details";
import { formatBytes, formatCount } from "../../ui/format";
import css from "./nativeHeap.module.css";

type Other =
  | "unplaced"
  | "unplacedFrees"
  | "nullFrees"
  | "failed"
  | "nested"
  | "unknownReallocs"
  | "missedFrees"
  | "unreturned"
  | "unmatchedReturns"
  | "unreadable";

const OTHERS: readonly Other[] = [
  "unplaced",
  "unplacedFrees",
  "nullFrees",
  "failed",
  "nested",
  "unknownReallocs",
  "missedFrees",
  "unreturned",
  "unmatchedReturns",
  "unreadable",
];

/** What was counted while the heap was replayed: the figures first, what may make them doubtful behind. */
export function Counts({ counts }: { readonly counts: NativeCounts }) {
  const { t, language } = useWords();
  const figure = (value: number) => formatCount(value, language);
  const bytes = (value: number) => formatBytes(value, language);
  const figures = [
    {
      id: "live",
      text: t("views.nativeHeap.liveOf", { bytes: bytes(counts.liveBytes), number: figure(counts.liveBlocks) }),
    },
    { id: "peak", text: bytes(counts.peakBytes) },
    {
      id: "allocations",
      text: t("views.nativeHeap.allocationsOf", {
        number: figure(counts.allocations),
        bytes: bytes(counts.allocatedBytes),
      }),
    },
    { id: "frees", text: figure(counts.frees) },
    {
      id: "reallocs",
      text: t("views.nativeHeap.moved", { number: figure(counts.reallocs), moved: figure(counts.moved) }),
    },
    { id: "unknownFrees", text: figure(counts.unknownFrees), hint: t("views.nativeHeap.unknownFreesHint") },
    { id: "doubleFrees", text: figure(counts.doubleFrees), hint: t("views.nativeHeap.doubleFreesHint") },
  ] as const;
  const others = OTHERS.filter((id) => counts[id] > 0);
  return (
    <div>
      <Facts facts={figures.map(({ id, ...figure }) => ({ ...figure, title: t(`views.nativeHeap.${id}`) }))} />
      {others.length > 0 && (
        <details className={css["details"]}>
          <summary>{t("views.nativeHeap.others")}</summary>
          <ul>
            {others.map((id) => (
              <li key={id}>
                {t(`views.nativeHeap.${id}`)}: {figure(counts[id])}
                {id === "unplaced" && ` (${bytes(counts.unplacedBytes)})`}
              </li>
            ))}
          </ul>
        </details>
      )}
    </div>
  );
}
