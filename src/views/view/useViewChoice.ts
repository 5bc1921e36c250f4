import { useCallback, useEffect, useRef } from "react";
import { chosenIn, type ViewChoice, type ViewChoiceId, withChoice } from "../../model/viewChoices";
import type { ViewProps } from "./index";

/** How a view is set, and what sets it, which stays the same: kept in the address, so that a link shows the same. */
export function useViewChoice<Id extends ViewChoiceId>(
  id: Id,
  { selection: { choices }, select }: Pick<ViewProps, "selection" | "select">,
): readonly [ViewChoice<Id>, (value: ViewChoice<Id>) => void] {
  const latest = useRef({ choices, select });
  useEffect(() => {
    latest.current = { choices, select };
  }, [choices, select]);
  const choose = useCallback(
    (value: ViewChoice<Id>) => {
      const { choices, select } = latest.current;
      if (value !== chosenIn(choices, id)) select({ choices: withChoice(choices, id, value) });
    },
    [id],
  );
  return [chosenIn(choices, id), choose];
}
