import type { ReactNode } from "react";
import { useWords } from "../../i18n";
import type { Counted, GoroutineFrame, GoroutineSeries } from "../../model/goroutines";
import { DetailColumns, Details, LinkButton } from "../../ui/Details";
import { formatChange, formatCount } from "../../ui/format";
import { StackList } from "../../ui/layout";
import { Name } from "../../ui/Name";
import { hoverText, shownText } from "../../ui/visibleText";
import { VerdictBadge } from "../view/VerdictBadge";
import css from "./goroutines.module.css";
import { type GroupRow, placeOf } from "./groupRows";

interface ChosenGroupProps {
  readonly series: GoroutineSeries;
  readonly row: GroupRow;
  readonly marked: string; // function that is marked in the stack
  readonly links: ReactNode; // to the function that the group stands at, elsewhere
  /** Opens the code of a frame; null where the files hold no addresses. */
  readonly onFrame: ((frame: GoroutineFrame) => void) | null;
}

const MOST_LABELS = 12;

/** What is known of the chosen group: its stack, who makes it, what it waits for, its labels. */
export function ChosenGroup({ series, row: { group, stands }, marked, links, onFrame }: ChosenGroupProps) {
  const { t, language } = useWords();
  const { creators, reasons, labels, stack } = group;
  const counted = ({ text, count }: Counted) =>
    t("views.goroutines.counted", { text, goroutines: formatCount(count, language) });
  const slope = (perS: number) => {
    const change = perS * (series.timed ? 3600 : 1);
    return formatChange(Math.abs(change) < 10 ? change : Math.round(change), "count", language);
  };
  const rate = { slope: slope(group.slopePerS) };
  return (
    <Details
      label={t("views.goroutines.chosen")}
      heading={
        <>
          <Name text={stands.func} /> <VerdictBadge verdict={group.verdict} />
          {links}
        </>
      }
    >
      <DetailColumns>
        <dl className={css["facts"]}>
          <dt>{t("views.goroutines.createdBy")}</dt>
          {creators.length === 0 && <dd className={css["muted"]}>{t("views.goroutines.unknownCreator")}</dd>}
          {creators.map(({ func, place, count }) => (
            <dd key={`${func} ${place}`}>
              <Name text={counted({ text: `${func} ${place}`.trim(), count })} />
            </dd>
          ))}
          <dt>{t("views.goroutines.waits")}</dt>
          {reasons.map((reason) => (
            <dd key={reason.text}>
              <Name
                text={group.isConcluded ? t("views.goroutines.concluded", { reason: reason.text }) : counted(reason)}
              />
            </dd>
          ))}
          {group.values.length > 1 && (
            <>
              <dt>{t("views.goroutines.rate")}</dt>
              <dd>
                {series.timed ? t("views.overview.perHour", rate) : t("views.overview.perPoint", rate)} (95 %:{" "}
                {slope(group.slopeCi[0])} … {slope(group.slopeCi[1])})
              </dd>
            </>
          )}
          {labels.length > 0 && <dt>{t("views.goroutines.labels")}</dt>}
          {labels.slice(0, MOST_LABELS).map((label) => (
            <dd key={label.text}>
              <Name text={counted(label)} />
            </dd>
          ))}
        </dl>
        <div>
          <h3>{t("views.goroutines.stack")}</h3>
          <StackList>
            {stack.map((frame, depth) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a recursive function stands in a stack more than once
              <li key={depth}>
                <Frame frame={frame} isMarked={frame.func === marked} onFrame={onFrame} />
              </li>
            ))}
          </StackList>
        </div>
      </DetailColumns>
    </Details>
  );
}

interface FrameProps extends Pick<ChosenGroupProps, "onFrame"> {
  readonly frame: GoroutineFrame;
  readonly isMarked: boolean;
}

function Frame({ frame, isMarked, onFrame }: FrameProps) {
  const { t } = useWords();
  const place = placeOf(frame);
  const name = <Name text={frame.func} match={isMarked ? frame.func : ""} />;
  return (
    <>
      {onFrame === null ? (
        name
      ) : (
        <LinkButton
          title={t("views.goroutines.openFrame", { func: shownText(frame.func) })}
          onClick={() => onFrame(frame)}
        >
          {name}
        </LinkButton>
      )}{" "}
      {place !== "" && (
        <span className={css["muted"]} title={hoverText(`${frame.file}:${frame.line}`)}>
          <Name text={place} />
        </span>
      )}
    </>
  );
}
