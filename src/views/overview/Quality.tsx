import { type CaptureQuality, captureQuality } from "../../analysis/findings/captureQuality";
import { useWords } from "../../i18n";
import type { SessionData, Side } from "../../model/session";
import { formatCount, formatShare } from "../../ui/format";
import { Name } from "../../ui/Name";
import css from "./overview.module.css";

/** What was lost, and what stayed without a name. perf files each, pprof profiles of one side together. */
export function Quality({ session }: { readonly session: SessionData }) {
  const { t, language } = useWords();
  const all = captureQuality(session);
  if (all.length === 0) return null;
  const share = (part: number, whole: number) => (whole === 0 ? "–" : formatShare(part / whole, language));
  return (
    <section className={css["part"]} aria-label={t("views.overview.quality")}>
      <h2>{t("views.overview.quality")}</h2>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolled region must be reachable by keyboard */}
      <div className={css["scroller"]} tabIndex={0}>
        <table className={css["table"]} aria-label={t("views.overview.quality")}>
          <thead>
            <tr>
              <th scope="col">{t("views.overview.capture")}</th>
              {(["samples", "lost", "throttled", "withoutStack", "unnamed"] as const).map((figure) => (
                <th key={figure} scope="col">
                  {t(`views.overview.${figure}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {qualityRows(all, session.sides).map(({ key, name, side, isPerf, samples, lost, lostShare, ...row }) => (
              <tr key={key}>
                <th scope="row">
                  {name === null ? t("views.overview.pprofCaptures", { count: row.captures }) : <Name text={name} />}
                  {side !== null && <span className={css["muted"]}> {t(`views.overview.sided.${side}`)}</span>}
                </th>
                <td>{formatCount(samples, language)}</td>
                <td>{isPerf ? lostText(lost, lostShare, language) : "–"}</td>
                <td>{isPerf ? formatCount(row.throttled, language) : "–"}</td>
                <td>{share(row.withoutStack, samples)}</td>
                <td>{share(row.unnamed, samples)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function lostText(lost: number, share: number, language: string): string {
  return lost === 0 ? "0" : `${formatCount(lost, language)} (${formatShare(share, language)})`;
}

interface QualityRow extends Omit<CaptureQuality, "file" | "capture"> {
  readonly key: string;
  readonly name: string | null; // null for several pprof profiles
  readonly side: Side | null;
  readonly isPerf: boolean;
  readonly captures: number;
}

export function qualityRows(all: readonly CaptureQuality[], sides: SessionData["sides"]): QualityRow[] {
  const rows = new Map<string, QualityRow>();
  for (const { file, capture, ...figures } of all) {
    const isPerf = capture.kind === "perf";
    const side = sides.get(file.id) ?? null;
    const key = capture.kind === "pprof" ? `pprof ${side}` : `file ${file.id}`;
    const before = rows.get(key);
    rows.set(key, {
      ...figures,
      key,
      side,
      isPerf,
      name: before === undefined ? file.name : null,
      captures: (before?.captures ?? 0) + 1,
      samples: figures.samples + (before?.samples ?? 0),
      withoutStack: figures.withoutStack + (before?.withoutStack ?? 0),
      unnamed: figures.unnamed + (before?.unnamed ?? 0),
    });
  }
  return [...rows.values()];
}
