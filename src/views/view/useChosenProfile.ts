import { createContext, use, useContext, useMemo } from "react";
import { type ShownProfile, shownProfile, shownQuestion } from "../../analysis/shownProfile";
import type { ProfileEntry, Selection, SessionData } from "../../model/session";
import { wholeProfile } from ".";

/** What of a profile is looked at. */
export type Shown = Pick<Selection, "filter" | "weight">;

/** Answers at once where it knows the answer or it is soon found, else later; the same object for the same question. */
export type ShowProfile = (entry: ProfileEntry, shown: Shown) => ShownProfile | Promise<ShownProfile>;

/** How views have filters applied; without a provider in place. */
export const ShownContext = createContext<ShowProfile>((entry, shown) =>
  shownProfile(entry.named, entry.profile, shownQuestion(entry, shown)),
);

/**
 * What the views show of the profile that is chosen above them: the samples and frames that the filter lets through,
 * weighed as chosen. No view does it itself. Suspends as useAnalysis does; undefined where there is no profile.
 */
export function useChosenProfile(session: SessionData, selection: Selection): ProfileEntry | undefined {
  return useShownProfile(wholeProfile(session, selection), selection)?.entry;
}

/** The same of any profile, and which samples fit the filter whatever their time (null: all). */
export function useShownProfile(
  whole: ProfileEntry | undefined,
  selection: Shown,
): { readonly entry: ProfileEntry; readonly mask: Uint8Array | null } | undefined {
  const show = useContext(ShownContext);
  const asked = whole && show(whole, selection);
  const shown = asked instanceof Promise ? use(asked) : asked;
  return useMemo(() => {
    if (whole === undefined || shown === undefined) return undefined;
    const { profile, named, mask } = shown;
    return { entry: profile === whole.profile && named === whole.named ? whole : { ...whole, profile, named }, mask };
  }, [whole, shown]);
}
