import { memo } from "react";
import type { SpanOpener } from "../../analysis/spans/openers";
import type { SpanHolder } from "../../analysis/spans/spanHolder";
import type { ProfileEntry, Selection, SessionData } from "../../model/session";
import type { SpanHistory } from "../../model/spans";
import type { NamedStacks } from "../../model/stacks";
import type { VIEW_CHOICES } from "../../model/viewChoices";
import type { PointRange } from "../../ui/chartFocus";
import { Pane } from "../../ui/layout";
import type { Actions, ViewProps } from "../view";
import { ClassTable } from "./ClassTable";
import { Events } from "./Events";
import { LifeTable } from "./LifeTable";
import { Lifetimes } from "./Lifetimes";
import { Occupancy } from "./Occupancy";
import { Pages } from "./Pages";
import type { PlacedLives } from "./placedLives";
import { TimeChart } from "./TimeChart";
import { Who } from "./Who";

interface PartProps {
  readonly part: (typeof VIEW_CHOICES)["spans.part"][number];
  readonly name: string; // of the history
  readonly history: SpanHistory;
  readonly session: SessionData;
  readonly selection: Selection;
  readonly select: ViewProps["select"];
  readonly entry: ProfileEntry | undefined; // a profile of the same file
  readonly named: NamedStacks | null;
  readonly holders: readonly SpanHolder[];
  readonly openers: readonly SpanOpener[];
  readonly listed: PlacedLives;
  readonly times: PointRange; // of the points of the time line
  readonly onTimes: (first: number, last: number) => void;
  readonly life: number; // -1 for none
  readonly actions: Actions;
  readonly onChosen: (life: number) => void;
  readonly onFrame: (row: number) => void; // -> ExpandedStacks.stacks
}

/** What is below the map. It is long, and has nothing to do with what the pointer is at. */
export const Part = memo(function Part(props: PartProps) {
  const { part, name, history, session, listed, life, actions, onChosen, times, onTimes } = props;
  switch (part) {
    case "who":
      return <Who {...props} />;
    case "lives":
      return (
        <Pane>
          <LifeTable lives={history.lives} placed={listed} chosen={life} onChosen={onChosen} />
        </Pane>
      );
    case "classes":
      return (
        <>
          <Occupancy history={history} />
          <Pane>
            <ClassTable {...history} />
          </Pane>
        </>
      );
    case "time":
      return (
        <>
          <TimeChart name={name} history={history} range={times} onRange={onTimes} />
          <Lifetimes lives={history.lives} />
        </>
      );
    case "pages":
      return <Pages history={history} session={session} setPteLayout={actions.setPteLayout} />;
    case "events":
      return <Events history={history} setSpanRole={actions.setSpanRole} />;
  }
});
