import type { ReactNode } from "react";
import { expandedStacks } from "../../analysis/expandedStacks";
import { stackRows } from "../../analysis/stackWeights";
import { useWords } from "../../i18n";
import type { NamedStacks } from "../../model/stacks";
import { LinkButton } from "../../ui/Details";
import { StackList } from "../../ui/layout";
import { Name } from "../../ui/Name";

interface FrameStackProps {
  readonly named: NamedStacks;
  readonly leaf: number; // -> ExpandedStacks.stacks
  readonly marked: string; // function that was chosen last, by name
  /** A frame (-> ExpandedStacks.stacks) is to be looked into. */
  readonly onFrame: (row: number) => void;
  readonly children?: ReactNode; // an item before the innermost frame
}

/** The stack from a frame outwards; each frame leads to its code. */
export function FrameStack({ named, leaf, marked, onFrame, children }: FrameStackProps) {
  const { t } = useWords();
  const { strings, funcs, frames } = named;
  const { stacks } = expandedStacks(named);
  return (
    <StackList>
      {children}
      {stackRows(stacks, leaf).map((row) => {
        const name = strings[funcs.name[frames.func[stacks.frame[row]]]];
        return (
          <li key={row}>
            <LinkButton title={t("views.frame.open")} onClick={() => onFrame(row)}>
              <Name text={name} match={name === marked ? name : ""} />
            </LinkButton>
          </li>
        );
      })}
    </StackList>
  );
}
