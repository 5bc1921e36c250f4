import { latestPagemap } from "../../analysis/spans/physical/latestPagemap";
import { dumpedPage } from "../../analysis/spans/physical/pageDump";
import { type PageStreams, pageStreams } from "../../analysis/spans/physical/pageStreams";
import { PAGE_STATES } from "../../analysis/spans/physical/pageTable";
import type { SpanPages } from "../../analysis/spans/physical/spanPages";
import { useWords } from "../../i18n";
import { type Avma, formatAddress } from "../../model/address";
import type { SessionData } from "../../model/session";
import type { SpanHistory } from "../../model/spans";
import type { NamedStacks } from "../../model/stacks";
import { formatCount, formatNs } from "../../ui/format";
import { useAnalysis } from "../view/useAnalysis";
import css from "./spans.module.css";

interface LifePagesProps {
  readonly session: SessionData;
  readonly history: SpanHistory;
  readonly named: NamedStacks | null;
  readonly life: number;
}

const MOST_PAGES = 128;

/** The pages of the system under one life, as they were when it ended, with their frames; suspends until it is known. */
export function LifePages(props: LifePagesProps) {
  const { session, history, named } = props;
  const capture = session.files.find(({ id }) => id === history.perfFile)?.capture;
  const events = capture?.kind === "perf" ? pageStreams(capture, history.probes) : null;
  if (events === null || named === null) return <PageTable {...props} pages={null} />;
  return <ReplayedPages {...props} {...{ events, named }} />;
}

type ReplayedProps = LifePagesProps & { readonly events: PageStreams; readonly named: NamedStacks };

function ReplayedPages(props: ReplayedProps) {
  const { history, events, named, life } = props;
  const { pages } = useAnalysis("spanPages", named, events, history.lives, history.pid, life);
  return <PageTable {...props} pages={pages} />;
}

function PageTable({ session, history, life, pages }: LifePagesProps & { readonly pages: SpanPages | null }) {
  const { t, language } = useWords();
  const { lives } = history;
  const dump = lives.isRelative || !Number.isNaN(lives.deathNs[life]) ? null : latestPagemap(session);
  const pageBytes = pages?.pageBytes ?? dump?.dump.pageBytes;
  if (pageBytes === undefined) return <p className={css["muted"]}>{t("views.spans.noPages")}</p>;
  const count = Math.ceil((lives.pages[life] * lives.pageBytes) / pageBytes);
  const hex = (frame: number) => (Number.isNaN(frame) ? "" : `0x${frame.toString(16)}`);
  return (
    <>
      <table className={css["figures"]} aria-label={t("views.spans.parts.pages")}>
        <thead>
          <tr>
            <th scope="col">{t("views.spans.address")}</th>
            {pages !== null && (
              <>
                <th scope="col">{t("views.spans.state")}</th>
                <th scope="col">{t("views.spans.frame")}</th>
                <th scope="col">{t("views.spans.touched")}</th>
              </>
            )}
            {dump !== null && <th scope="col">{t("views.spans.dumpColumn")}</th>}
          </tr>
        </thead>
        <tbody>
          {Array.from({ length: Math.min(count, MOST_PAGES) }, (_, i) => {
            const address = lives.address[life] + i * pageBytes;
            const dumped = dump === null ? null : dumpedPage(dump.dump, session.pteLayout, address);
            return (
              <tr key={address}>
                <th scope="row">{formatAddress(address as Avma)}</th>
                {pages !== null && (
                  <>
                    <td>{t(`views.spans.states.${PAGE_STATES[pages.state[i]] ?? "unknown"}`)}</td>
                    <td>{hex(pages.frame[i])}</td>
                    <td>{Number.isNaN(pages.touchedNs[i]) ? "" : formatNs(pages.touchedNs[i], language)}</td>
                  </>
                )}
                {dump !== null && (
                  <td>
                    {dumped === null ? "" : `${t(`views.spans.dumpedStates.${dumped.state}`)} ${hex(dumped.frame)}`}
                  </td>
                )}
              </tr>
            );
          })}
        </tbody>
      </table>
      {count > MOST_PAGES && (
        <p className={css["muted"]}>{t("views.spans.firstOf", { most: formatCount(MOST_PAGES, language) })}</p>
      )}
    </>
  );
}
