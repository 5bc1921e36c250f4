import type { ReactNode } from "react";
import { expandedStacks } from "../../analysis/expandedStacks";
import { holdersOfClass } from "../../analysis/spans/holders";
import type { SpanHolder } from "../../analysis/spans/spanHolder";
import { spanLife } from "../../analysis/spans/spanLife";
import { useWords } from "../../i18n";
import { type Avma, formatAddress } from "../../model/address";
import type { SpanHistory } from "../../model/spans";
import type { NamedStacks } from "../../model/stacks";
import { Details, Facts, LinkButton } from "../../ui/Details";
import { formatBytes, formatCount, formatNs } from "../../ui/format";
import { Badge } from "../../ui/layout";
import { Name } from "../../ui/Name";
import { FrameStack } from "../view/FrameStack";
import { useClassName } from "../view/useClassName";
import { PAGE_STATES } from "./pageStates";
import css from "./spans.module.css";

interface ChosenLifeProps {
  readonly history: SpanHistory;
  readonly life: number; // -1 for none
  readonly named: NamedStacks | null; // of the stacks that opened spans
  readonly marked: string; // function that is marked in the stack
  readonly holders: readonly SpanHolder[];
  readonly onChosen: (life: number) => void;
  readonly onFrame: (row: number) => void; // -> ExpandedStacks.stacks
  /** Shows the profiles of a thread; null where there are none. */
  readonly onThread: ((tid: number) => void) | null;
  readonly children: ReactNode; // more of a life that was chosen
}

const MOST_HOLDERS = 3;

/** One span: its life, who opened it, who holds its class, its pages, and the lives before and after on its pages. */
export function ChosenLife({
  history,
  life,
  named,
  marked,
  holders,
  onChosen,
  onFrame,
  onThread,
  children,
}: ChosenLifeProps) {
  const { t, language } = useWords();
  const className = useClassName();
  if (life < 0 || life >= history.lives.length) return <p className={css["hint"]}>{t("views.spans.choose")}</p>;
  const span = spanLife(history, life);
  const { traced, physical } = history;
  const live = traced?.objectsLive[life] ?? -1;
  const ns = (value: number) => formatNs(value, language);
  const facts: readonly (readonly [title: string, text: string])[] = [
    [t("views.spans.class"), className(span.spanclass)],
    [t("views.spans.bytes"), formatBytes(span.bytes, language)],
    [t("views.spans.birth"), span.existed ? t("views.spans.existed") : ns(span.birthNs)],
    [t("views.spans.death"), Number.isNaN(span.deathNs) ? t("views.spans.alive") : ns(span.deathNs)],
    [t("views.spans.age"), ns(span.ageNs)],
    ...(span.thread < 0 ? [] : [[t("views.spans.thread"), String(span.thread)] as const]),
    ...(span.slots === 0
      ? []
      : [
          [
            t("views.spans.objects"),
            traced === null || live < 0
              ? t("views.spans.slots", { slots: formatCount(span.slots, language) })
              : t("views.spans.objectsOf", {
                  live: formatCount(live, language),
                  slots: formatCount(span.slots, language),
                  most: formatCount(traced.objectsMost[life], language),
                }),
          ] as const,
        ]),
    ...(physical === null
      ? []
      : [
          [
            t("views.spans.physical"),
            PAGE_STATES.filter((state) => state !== "unknown" && physical[state][life] > 0)
              .map(
                (state) =>
                  `${t(`views.spans.states.${state}`)} ${formatCount(physical[state as "held"][life], language)}`,
              )
              .join(", ") || t("views.spans.states.unknown"),
          ] as const,
        ]),
  ];
  const ofClass = holdersOfClass(holders, span.spanclass).slice(0, MOST_HOLDERS);
  const leaf = span.openedBy < 0 || named === null ? -1 : expandedStacks(named).leaf[span.openedBy];
  return (
    <Details
      label={t("views.spans.chosen")}
      heading={
        <>
          <Name text={formatAddress(span.address as Avma)} />{" "}
          {span.isCandidate === true && <Badge tone="warn">{t("views.spans.isCandidate")}</Badge>}
        </>
      }
    >
      <Facts facts={facts.map(([title, text]) => ({ title, text }))} />
      {span.thread >= 0 && onThread !== null && (
        <button type="button" onClick={() => onThread(span.thread)}>
          {t("filter.onlyThread", { id: String(span.thread) })}
        </button>
      )}
      <p className={css["neighbours"]}>
        <Neighbour title={t("views.spans.before")} life={span.before} onChosen={onChosen} history={history} />
        <Neighbour title={t("views.spans.after")} life={span.after} onChosen={onChosen} history={history} />
      </p>
      {ofClass.length > 0 && (
        <>
          <h3>{t("views.spans.holders")}</h3>
          <ul>
            {ofClass.map(({ func, source, stack, bytes }) => (
              <li key={`${source} ${func} ${stack.join()}`}>
                <Name text={func === "" ? t("views.spans.severalHolders") : func} /> {formatBytes(bytes, language)} (
                {t(`views.spans.holderSource.${source}`)})
              </li>
            ))}
          </ul>
        </>
      )}
      <h3 title={t("views.spans.openedByHint")}>{t("views.spans.openedBy")}</h3>
      {named === null || leaf < 0 ? (
        <p className={css["muted"]}>{t("views.spans.noStack")}</p>
      ) : (
        <FrameStack named={named} leaf={leaf} marked={marked} onFrame={onFrame} />
      )}
      {children}
    </Details>
  );
}

interface NeighbourProps {
  readonly title: string;
  readonly life: number;
  readonly history: SpanHistory;
  readonly onChosen: (life: number) => void;
}

/** Another life at the same address. */
function Neighbour({ title, life, history, onChosen }: NeighbourProps) {
  const { t, language } = useWords();
  const className = useClassName();
  return (
    <span>
      {title}:{" "}
      {life < 0 ? (
        t("views.spans.none")
      ) : (
        <LinkButton onClick={() => onChosen(life)}>
          {className(history.lives.spanclass[life])}, {formatNs(history.lives.birthNs[life], language)}
        </LinkButton>
      )}
    </span>
  );
}
