import { useMemo } from "react";
import { latestPagemap } from "../../analysis/spans/physical/latestPagemap";
import { latestSmaps } from "../../analysis/spans/physical/latestSmaps";
import { dumpedBytes } from "../../analysis/spans/physical/pageDump";
import { useWords } from "../../i18n";
import { PTE_LAYOUTS } from "../../model/pagemap";
import type { SessionData } from "../../model/session";
import type { SpanHistory } from "../../model/spans";
import { formatBytes, formatCount, formatShare } from "../../ui/format";
import { ShareBar } from "../../ui/layout";
import { isolatedText } from "../../ui/visibleText";
import type { Actions } from "../view";
import { PAGE_STATES } from "./pageStates";
import css from "./spans.module.css";

interface PagesProps {
  readonly session: SessionData;
  readonly history: SpanHistory;
  readonly setPteLayout: Actions["setPteLayout"];
}

/** The memory under the spans: live ones, and apart what was freed and may not have been given back to the system. */
export function Pages(props: PagesProps) {
  const { t, language } = useWords();
  const { physical } = props.history;
  return (
    <div className={css["pages"]}>
      {physical === null ? (
        <p className={css["muted"]}>{t("views.spans.noPages")}</p>
      ) : (
        <section>
          <StateTable physical={physical} />
          <p className={css["muted"]}>
            {t("views.spans.pagesOf", {
              size: formatBytes(physical.pageBytes, language),
              huge: formatBytes(physical.hugePageBytes, language),
              faults: formatCount(physical.faultsInSpans, language),
              frames: formatCount(physical.framesKnown, language),
            })}
          </p>
        </section>
      )}
      <DumpedPages {...props} />
      <ResidentArenas session={props.session} />
    </div>
  );
}

function StateTable({ physical: { live, free } }: { readonly physical: NonNullable<SpanHistory["physical"]> }) {
  const { t, language } = useWords();
  const sums = [live, free].map((totals) => PAGE_STATES.reduce((all, state) => all + totals[state], 0));
  return (
    <table className={css["figures"]} aria-label={t("views.spans.state")}>
      <thead>
        <tr>
          <th scope="col">{t("views.spans.state")}</th>
          <th scope="col">{t("views.spans.underLive")}</th>
          <th scope="col">{t("views.spans.underFree")}</th>
        </tr>
      </thead>
      <tbody>
        {PAGE_STATES.map((state) => (
          <tr key={state} title={t(`views.spans.stateHints.${state}`)} data-state={state}>
            <th scope="row">{t(`views.spans.states.${state}`)}</th>
            {[live[state], free[state]].map((bytes, column) => {
              const share = sums[column] === 0 ? 0 : bytes / sums[column];
              return (
                // biome-ignore lint/suspicious/noArrayIndexKey: two columns, which have no other key
                <td key={column}>
                  <ShareBar share={share}>
                    {formatBytes(bytes, language)} · {formatShare(share, language)}
                  </ShareBar>
                </td>
              );
            })}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** What a dump of the process's page tables says, which knows also of pages touched before the recording. */
function DumpedPages({ session, history: { lives }, setPteLayout }: PagesProps) {
  const { t, language } = useWords();
  const found = latestPagemap(session);
  const layout = session.pteLayout;
  const bytes = useMemo(() => (found === null ? null : dumpedBytes(found.dump, layout, lives)), [found, layout, lives]);
  if (found === null || bytes === null) return null;
  return (
    <section>
      <h2>{t("views.spans.dump", { file: found.file })}</h2>
      {found.dump.values === "pte" && (
        <label>
          {t("views.spans.layout")}{" "}
          <select
            value={layout}
            onChange={({ target: { value } }) => setPteLayout(PTE_LAYOUTS.find((one) => one === value) ?? layout)}
          >
            {PTE_LAYOUTS.map((one) => (
              <option key={one} value={one}>
                {t(`views.spans.layouts.${one}`)}
              </option>
            ))}
          </select>
        </label>
      )}
      <table className={css["figures"]} aria-label={t("views.spans.dump", { file: found.file })}>
        <tbody>
          {(["present", "swapped", "absent", "outside", "freePresent"] as const).map((state) => (
            <tr key={state}>
              <th scope="row">{t(`views.spans.dumped.${state}`)}</th>
              <td>{formatBytes(bytes[state], language)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** What the kernel counts of Go's arenas, as a measure of what is known above. */
function ResidentArenas({ session }: Pick<PagesProps, "session">) {
  const { t, language } = useWords();
  const found = latestSmaps(session);
  if (found === null) return null;
  const { rss, hugePages, lazyFree } = found.arenas;
  const bytes = (value: number) => formatBytes(value, language);
  return (
    <p>
      {t("views.spans.smapsOf", {
        file: isolatedText(found.file),
        rss: bytes(rss),
        huge: bytes(hugePages),
        lazy: bytes(lazyFree),
      })}
    </p>
  );
}
