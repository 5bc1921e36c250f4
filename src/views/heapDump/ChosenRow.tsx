import type { DominatorRow } from "../../analysis/heapDump/dominatorRows";
import { heaviestBelow, shortestWay } from "../../analysis/heapDump/retained";
import { bucketOf, bucketStack, heldByClass, heldSites, siteText } from "../../analysis/heapDump/sites";
import { useWords } from "../../i18n";
import { Details } from "../../ui/Details";
import { formatBytes, formatCount, formatShare } from "../../ui/format";
import { StackList } from "../../ui/layout";
import { Name } from "../../ui/Name";
import type { ShownDump } from "./dumps";
import css from "./heapDump.module.css";
import { useNames } from "./useNames";

interface ChosenRowProps extends Pick<ShownDump, "dump" | "held"> {
  readonly row: DominatorRow;
}

const MOST_ROWS = 6;
/** Of a way through a long list: its beginning and its end. */
const MOST_STEPS = 40;

/** A row of the tree: the way to it, and what it is made of. */
export function ChosenRow({ dump, held, row }: ChosenRowProps) {
  const { t, language } = useWords();
  const names = useNames(dump, held);
  const { node, members, retained } = row;
  const isHolder = node >= held.objects;
  const share = formatShare(held.reached.bytes === 0 ? 0 : retained / held.reached.bytes, language);
  return (
    <Details label={t("views.heapDump.chosen")} heading={<Name text={names.node(node)} />}>
      <p>
        {t("views.heapDump.retains", { bytes: formatBytes(retained, language), share })}
        {!isHolder && (
          <>
            <br />
            {t("views.heapDump.address", { address: `0x${dump.objects.address[node].toString(16)}` })}
            {members.length > 1 && ` (${t("views.heapDump.first", { number: formatCount(members.length, language) })})`}
          </>
        )}
      </p>
      <Way {...{ dump, held }} to={isHolder ? heaviestBelow(held, node) : node} />
      {isHolder ? <Holds {...{ dump, held }} holder={node - held.objects} /> : <Allocated dump={dump} object={node} />}
    </Details>
  );
}

function Way({ dump, held, to }: Pick<ShownDump, "dump" | "held"> & { readonly to: number }) {
  const { t } = useWords();
  const names = useNames(dump, held);
  const way = shortestWay(held, to);
  const shown = way.length <= MOST_STEPS ? way : [...way.slice(0, MOST_STEPS - 1), way[way.length - 1]];
  return (
    <>
      <h3 title={t("views.heapDump.pathHint")}>{t("views.heapDump.path")}</h3>
      <ol className={css["way"]}>
        {shown.map((at, step) => (
          <li key={at}>
            {step === MOST_STEPS - 1 && "… "}
            <Name text={names.node(at)} />
          </li>
        ))}
      </ol>
    </>
  );
}

/** What hangs on a holder: its most frequent sizes and origins. */
function Holds({ dump, held, holder }: Pick<ShownDump, "dump" | "held"> & { readonly holder: number }) {
  const { t, language } = useWords();
  const of = (heldBy: readonly { readonly holder: number }[]) => heldBy.some((share) => share.holder === holder);
  const amounts = heldByClass(held)
    .filter(({ heldBy }) => of(heldBy))
    .map(({ elemBytes, noscan, heldBy }) => ({
      text: t(noscan ? "views.heapDump.sizeWithout" : "views.heapDump.sizeWith", {
        size: formatBytes(elemBytes, language),
      }),
      key: `${elemBytes} ${noscan}`,
      share: heldBy.find((share) => share.holder === holder),
    }));
  const sites = heldSites(dump, held)
    .filter(({ heldBy }) => of(heldBy))
    .map((site) => ({
      text: siteText(site),
      key: String(site.bucket),
      share: site.heldBy.find((share) => share.holder === holder),
    }));
  const lists = [
    { title: t("views.heapDump.holdsClasses"), rows: amounts },
    { title: t("views.heapDump.holdsSites"), rows: sites },
  ];
  return lists
    .filter(({ rows }) => rows.length > 0)
    .map(({ title, rows }) => (
      <div key={title}>
        <h3>{title}</h3>
        <ul className={css["amounts"]}>
          {rows
            .sort((a, b) => (b.share?.bytes ?? 0) - (a.share?.bytes ?? 0))
            .slice(0, MOST_ROWS)
            .map(({ text, key, share }) => (
              <li key={key}>
                {formatBytes(share?.bytes ?? 0, language)}:{" "}
                <Name
                  text={t("views.heapDump.group", { number: formatCount(share?.objects ?? 0, language), name: text })}
                />
              </li>
            ))}
        </ul>
      </div>
    ));
}

function Allocated({ dump, object }: Pick<ShownDump, "dump"> & { readonly object: number }) {
  const { t } = useWords();
  const bucket = bucketOf(dump, object);
  if (bucket < 0) return <p className={css["muted"]}>{t("views.heapDump.notSampled")}</p>;
  return (
    <>
      <h3>{t("views.heapDump.allocated")}</h3>
      <StackList>
        {bucketStack(dump, bucket).map((frame, depth) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a recursive function stands in a stack more than once
          <li key={depth}>
            <Name text={siteText(frame)} />
          </li>
        ))}
      </StackList>
    </>
  );
}
