import { Suspense, useState } from "react";
import { type SpanObject, spanObjects } from "../../analysis/spans/spanObjects";
import { useWords } from "../../i18n";
import { type Avma, formatAddress } from "../../model/address";
import type { SessionData } from "../../model/session";
import type { SpanHistory } from "../../model/spans";
import type { NamedStacks } from "../../model/stacks";
import { formatCount, formatNs } from "../../ui/format";
import { Name } from "../../ui/Name";
import { LifePages } from "./LifePages";
import css from "./spans.module.css";

interface LifeDetailsProps {
  readonly session: SessionData;
  readonly history: SpanHistory;
  readonly named: NamedStacks | null; // of the stacks that opened spans
  readonly life: number;
}

const MOST_OBJECTS = 100;

/** What a life consists of: the objects that a trace has in it, and its pages one by one, when they are asked for. */
export function LifeDetails({ session, history, named, life }: LifeDetailsProps) {
  const { t, language } = useWords();
  const [isOpen, setOpen] = useState(false);
  const objects = objectsIn(session, history, life);
  return (
    <>
      {objects.length > 0 && (
        <details>
          <summary>{t("views.spans.objectList", { number: formatCount(objects.length, language) })}</summary>
          <table
            className={css["figures"]}
            aria-label={t("views.spans.objectList", { number: formatCount(objects.length, language) })}
          >
            <tbody>
              {objects.slice(0, MOST_OBJECTS).map(({ address, type, birthNs }) => (
                <tr key={address}>
                  <th scope="row">{formatAddress(address as Avma)}</th>
                  <td>{type === "" ? t("views.spans.typeUnknown") : <Name text={type} />}</td>
                  <td>{birthNs === 0 ? t("views.spans.existed") : formatNs(birthNs, language)}</td>
                </tr>
              ))}
            </tbody>
          </table>
          {objects.length > MOST_OBJECTS && (
            <p className={css["muted"]}>{t("views.spans.firstOf", { most: formatCount(MOST_OBJECTS, language) })}</p>
          )}
        </details>
      )}
      <details onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
        <summary>{t("views.spans.pageList")}</summary>
        {isOpen && (
          <Suspense fallback={<p className={css["muted"]}>{t("app.computing")}</p>}>
            <LifePages {...{ session, history, named, life }} />
          </Suspense>
        )}
      </details>
    </>
  );
}

function objectsIn({ files }: SessionData, { traced, traceFile }: SpanHistory, life: number): readonly SpanObject[] {
  const row = traced?.row[life] ?? -1;
  const capture = files.find(({ id }) => id === traceFile)?.capture;
  if (row < 0 || capture?.kind !== "go-trace" || capture.trace.objects === null) return [];
  return spanObjects(capture.trace.objects, row);
}
