import { holdersOfSite } from "../../analysis/heapDump/ofSite";
import { useWords } from "../../i18n";
import type { SiteTrend } from "../../model/growth";
import type { SessionData } from "../../model/session";
import { formatCount, formatShare } from "../../ui/format";
import { Name } from "../../ui/Name";

const MOST_HOLDERS = 5;

interface HeldByProps {
  readonly session: SessionData;
  readonly site: SiteTrend;
  readonly onOpen: () => void; // the heap dump
}

/** Who keeps what the site allocated from being freed, by the heap dumps that are there. */
export function HeldBy({ session, site, onOpen }: HeldByProps) {
  const { t, language } = useWords();
  return holdersOfSite(session, site).map(({ file, site: sampled, heldBy }) => (
    <div key={file.id}>
      <h3>
        <Name text={t("views.heapDump.holds", { name: file.name })} />{" "}
        <button type="button" onClick={onOpen}>
          {t("views.heapDump.openDump")}
        </button>
      </h3>
      {sampled === null ? (
        <p>
          <Name text={t("views.heapDump.holdsNone", { name: file.name })} />
        </p>
      ) : (
        <ul>
          {heldBy.slice(0, MOST_HOLDERS).map(({ name, share }) => (
            <li key={name}>
              <Name text={name} />:{" "}
              {t("views.heapDump.holdsOf", {
                share: formatShare(share, language),
                number: formatCount(sampled.objects, language),
              })}
            </li>
          ))}
        </ul>
      )}
    </div>
  ));
}
