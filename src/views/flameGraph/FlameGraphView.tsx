import { useContext, useEffect, useRef, useState } from "react";
import { useWords } from "../../i18n";
import type { ProfileEntry } from "../../model/session";
import { downloadBlob } from "../../ui/download";
import { formatShare, formatWeight } from "../../ui/format";
import { ViewFrame } from "../../ui/layout";
import { visibleText } from "../../ui/visibleText";
import type { ViewProps } from "../view";
import { OfChosenProfile } from "../view/OfChosenProfile";
import { AnalysisContext } from "../view/useAnalysis";
import { useViewChoice } from "../view/useViewChoice";
import { hasWebGl, useScheme } from "./browser";
import css from "./flameGraph.module.css";
import { type FoldedProfile, foldProfile, type Layout, layoutsOf } from "./foldProfile";
import { type FrameState, LOADING } from "./frameState";
import { Notice } from "./Notice";
import { SpeedscopeFrame } from "./SpeedscopeFrame";

/** The chosen profile in speedscope. */
export default function FlameGraphView(props: ViewProps) {
  return (
    <OfChosenProfile id="flameGraph" {...props}>
      {(entry) => <FlameGraph key={entry.id} entry={entry} selection={props.selection} select={props.select} />}
    </OfChosenProfile>
  );
}

interface FlameGraphProps extends Pick<ViewProps, "selection" | "select"> {
  readonly entry: ProfileEntry;
}

function FlameGraph({ entry, selection, select }: FlameGraphProps) {
  const { t, language } = useWords();
  const layouts = layoutsOf(entry);
  const [wanted, setLayout] = useViewChoice("flameGraph.layout", { selection, select });
  const layout = layouts.find((each) => each === wanted) ?? "left-heavy";
  const [attempt, setAttempt] = useState(0);
  const [state, setState] = useState<FrameState>(LOADING);
  const [webGl, setWebGl] = useState<boolean | null>(null);
  useEffect(() => setWebGl(hasWebGl()), []);
  const scheme = useScheme();
  const folded = useFolded(entry, layout);
  const status = webGl === false ? "nowebgl" : folded?.isEmpty === true ? "failed" : state.phase;
  const frameKey = `${layout} ${scheme} ${attempt} ${folded?.made ?? 0}`;
  // A new frame starts anew; what the last one was is no longer so.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key stands for the frame
  useEffect(() => setState(LOADING), [frameKey]);
  return (
    <ViewFrame
      id="flameGraph"
      title={t("views.flameGraph.title")}
      toolbar={
        <>
          <fieldset className={css["layouts"]} aria-label={t("views.flameGraph.layout")}>
            {layouts.map((each) => (
              <button key={each} type="button" aria-pressed={each === layout} onClick={() => setLayout(each)}>
                {t(`views.flameGraph.layouts.${each}`)}
              </button>
            ))}
          </fieldset>
          <button
            type="button"
            disabled={folded === null || folded.isEmpty}
            onClick={() => folded !== null && downloadBlob(folded.file.name, folded.file)}
          >
            {t("views.flameGraph.save")}
          </button>
        </>
      }
      note={folded === null ? "" : <Notes folded={folded} unit={entry.profile.unit} language={language} />}
    >
      <div className={css["stage"]} data-speedscope={status}>
        <Notice
          status={status}
          isEmpty={folded?.isEmpty === true}
          text={state.text}
          retry={() => setAttempt(attempt + 1)}
          openIcicle={() => select({ view: "icicle" })}
        />
        {webGl === true && scheme !== null && folded !== null && !folded.isEmpty && (
          <SpeedscopeFrame
            key={frameKey}
            file={folded.file}
            layout={folded.lostOrder ? "left-heavy" : layout}
            search={selection.search === "" ? visibleText(selection.marked.slice(0, MAX_SEARCH)) : selection.search}
            scheme={scheme}
            title={t("views.flameGraph.frame")}
            onState={setState}
          />
        )}
      </div>
    </ViewFrame>
  );
}

/** Longer names are not searched for in full. */
const MAX_SEARCH = 300;

/** What the picture does not show as it is. */
function Notes({
  folded,
  unit,
  language,
}: {
  readonly folded: FoldedProfile;
  readonly unit: string;
  readonly language: string;
}) {
  const { t } = useWords();
  const notes: string[] = [];
  if (folded.lostOrder) notes.push(t("views.flameGraph.noTimeOrder"));
  if (folded.prunedShare > 0)
    notes.push(t("views.flameGraph.pruned", { share: formatShare(folded.prunedShare, language) }));
  if (folded.negativeWeight < 0)
    notes.push(t("views.flameGraph.negative", { amount: formatWeight(folded.negativeWeight, unit, language) }));
  return <>{notes.join(" · ")}</>;
}

interface MadeProfile extends FoldedProfile {
  readonly made: number; // tells one from the next
}

/** Null until it has been folded. */
function useFolded(entry: ProfileEntry, layout: Layout): MadeProfile | null {
  const analyze = useContext(AnalysisContext);
  const [folded, setFolded] = useState<MadeProfile | null>(null);
  const made = useRef(0);
  const { named, profile } = entry;
  // biome-ignore lint/correctness/useExhaustiveDependencies: an entry is made anew with every change of the session
  useEffect(() => {
    setFolded(null);
    let isGone = false;
    const fold = async () => {
      const next = await foldProfile(analyze, entry, layout);
      if (!isGone) setFolded({ ...next, made: ++made.current });
    };
    void fold();
    return () => {
      isGone = true;
    };
  }, [analyze, named, profile, layout]);
  return folded;
}
