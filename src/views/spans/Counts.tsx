import { useWords } from "../../i18n";
import type { SpanHistory } from "../../model/spans";
import { Facts } from "../../ui/Details";
import { formatBytes, formatCount, formatNs } from "../../ui/format";

/** The figures of a process: the balance first, then what may make it doubtful. */
export function Counts({ history }: { readonly history: SpanHistory }) {
  const { t, language } = useWords();
  const { counts, candidates, lifetimes, physical, traced, source } = history;
  const count = (value: number) => formatCount(value, language);
  const bytes = (value: number) => formatBytes(value, language);
  const ns = (value: number) => formatNs(value, language);
  const figures: readonly (readonly [title: string, text: string, hint?: string])[] = [
    [t("views.spans.allocated"), count(counts.allocated)],
    [t("views.spans.freed"), count(counts.freed)],
    [t("views.spans.live"), t("views.spans.liveOf", { number: count(counts.live), bytes: bytes(counts.liveBytes) })],
    [t("views.spans.held"), count(physical?.heldSpans ?? counts.live), t("views.spans.heldHint")],
    [
      t("views.spans.candidates"),
      candidates === null
        ? t("views.spans.candidatesUnknown")
        : t("views.spans.candidatesOf", { number: count(candidates.spans), bytes: bytes(candidates.bytes) }),
      t("views.spans.candidatesHint"),
    ],
    ...(Number.isNaN(lifetimes.p50Ns)
      ? []
      : [
          [
            t("views.spans.lifetimes"),
            [lifetimes.p50Ns, lifetimes.p90Ns, lifetimes.p99Ns].map(ns).join(" / "),
          ] as const,
        ]),
    ...(traced === null || source !== "both"
      ? []
      : [
          [
            t("views.spans.joined"),
            t("views.spans.joinedOf", { found: count(traced.found), begun: count(traced.begun) }),
          ] as const,
        ]),
    [t("views.spans.unknownFrees"), count(counts.unknownFrees)],
    ...(["missedFrees", "unreadable"] as const)
      .filter((id) => counts[id] > 0)
      .map((id) => [t(`views.spans.${id}`), count(counts[id])] as const),
  ];
  return <Facts facts={figures.map(([title, text, hint]) => ({ title, text, hint }))} />;
}
