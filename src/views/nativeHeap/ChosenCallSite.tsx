import type { ReactNode } from "react";
import type { NativeCallSite } from "../../analysis/nativeHeap/callSites";
import { useWords } from "../../i18n";
import type { NamedStacks } from "../../model/stacks";
import { Details } from "../../ui/Details";
import { formatBytes, formatCount } from "../../ui/format";
import { Name } from "../../ui/Name";
import { FrameStack } from "../view/FrameStack";
import css from "./nativeHeap.module.css";
import { placeOf } from "./siteName";

interface ChosenCallSiteProps {
  readonly site: NativeCallSite;
  readonly named: NamedStacks;
  readonly marked: string; // function that is marked in the stack
  readonly links: ReactNode; // to the function elsewhere
  /** A frame of a stack (-> ExpandedStacks.stacks) is to be looked into. */
  readonly onFrame: (row: number) => void;
}

/** The heaviest stack of a call site, the allocator first. */
export function ChosenCallSite({ site, named, marked, links, onFrame }: ChosenCallSiteProps) {
  const { t, language } = useWords();
  const [heaviest] = site.stacks;
  return (
    <Details
      label={t("views.nativeHeap.chosen")}
      heading={
        <>
          <Name text={site.func} /> <Name text={placeOf(site)} />
          {links}
        </>
      }
    >
      {heaviest === undefined ? (
        site.unplaced === 0 && <p>{t("views.nativeHeap.nothingLive")}</p>
      ) : (
        <>
          <h3>
            {t("views.nativeHeap.stacks", {
              bytes: formatBytes(heaviest.bytes, language),
              number: formatCount(heaviest.blocks, language),
            })}
          </h3>
          <FrameStack named={named} leaf={heaviest.row} marked={marked} onFrame={onFrame}>
            <li>
              <code>{site.allocator}</code>
            </li>
          </FrameStack>
          {site.stacks.length > 1 && (
            <p className={css["muted"]}>
              {t("views.nativeHeap.moreStacks", { number: formatCount(site.stacks.length - 1, language) })}
            </p>
          )}
        </>
      )}
      {site.unplaced > 0 && (
        <p>{t("views.nativeHeap.unplacedHere", { number: formatCount(site.unplaced, language) })}</p>
      )}
    </Details>
  );
}
