import { Suspense, useDeferredValue, useEffect, useMemo } from "react";
import { findings as findingsOf } from "../analysis/findings/findings";
import { withRawNames } from "../analysis/rawNames";
import { stages } from "../client/stages";
import "../ui/tokens.css";
import { useWords } from "../i18n";
import type { SessionData } from "../model/session";
import { type SortId, withChoice } from "../model/viewChoices";
import { select } from "../store/session";
import { BesideTitle } from "../ui/layout";
import { KeptChoicesContext } from "../ui/useSort";
import { views } from "../views/registry";
import type { Actions } from "../views/view";
import { AnalysisContext } from "../views/view/useAnalysis";
import { ShownContext } from "../views/view/useChosenProfile";
import css from "./App.module.css";
import { analyze } from "./analyze";
import { Crash } from "./Crash";
import { Dialogs } from "./Dialogs";
import { DropTargets } from "./DropTargets";
import { askAddresses, setDeviationOptions, setLineLength } from "./derive";
import { exportProfile } from "./exportProfile";
import { FilterBar } from "./FilterBar";
import { cancelFile, removeFile, setSide } from "./files";
import { HelpButton } from "./guide/HelpButton";
import { Header } from "./Header";
import { inspect, readRegisters } from "./inspect";
import { MemoryQuestion } from "./MemoryQuestion";
import { NotUnderstood } from "./NotUnderstood";
import { onFirstUse } from "./onFirstUse";
import { Rail } from "./Rail";
import { StartPage } from "./StartPage";
import { showProfile } from "./shownProfiles";
import { readSource } from "./sources";
import { setPteLayout, setSpanRole } from "./spanHistories";
import { UpdatePrompt } from "./UpdatePrompt";
import { useAddress } from "./useAddress";
import { usePageKeys } from "./usePageKeys";
import { useSessionData, useSessionState } from "./useSession";

const actions: Actions = {
  cancel: cancelFile,
  remove: removeFile,
  setSide,
  inspect,
  readRegisters,
  askAddresses,
  readSource,
  setLineLength,
  setDeviationOptions,
  setSpanRole,
  setPteLayout,
};

export function App() {
  useAddress();
  usePageKeys();
  useEffect(() => onFirstUse(stages.expectFiles), []);
  const session = useSessionData();
  const shown = useShown(session);
  const selection = useSessionState((state) => state.selection);
  const { filter: chosen, weight } = selection;
  const asked = useMemo(() => ({ filter: chosen, weight }), [chosen, weight]);
  const settled = useDeferredValue(asked); // the bar answers at once, a large profile later
  const findings = useMemo(() => findingsOf(shown), [shown]);
  const { rawNames, choices } = selection;
  const kept = useMemo(
    () => ({ choices, choose: (id: SortId, value: string) => select({ choices: withChoice(choices, id, value) }) }),
    [choices],
  );
  const named = useMemo(() => (rawNames ? withRawNames(shown) : shown), [rawNames, shown]);
  const view = views.find(({ id }) => id === selection.view);
  return (
    <div className={css["app"]}>
      <Header session={session} findings={findings} />
      <Rail session={session} selection={selection} />
      <main className={css["main"]}>
        <NotUnderstood />
        {view === undefined ? (
          <StartPage />
        ) : (
          <Crash key={view.id}>
            <AnalysisContext value={analyze}>
              <ShownContext value={showProfile}>
                <BesideTitle value={<HelpButton />}>
                  <KeptChoicesContext value={kept}>
                    <Suspense fallback={<Computing />}>
                      {view.showsProfile === true && view.accepts(shown) && (
                        <FilterBar
                          session={named}
                          selection={selection}
                          settled={settled}
                          onExport={(format) => exportProfile(named, { ...selection, ...settled }, format)}
                        />
                      )}
                      <view.Component
                        session={named}
                        findings={findings}
                        actions={actions}
                        selection={{ ...selection, ...settled }}
                        select={select}
                      />
                    </Suspense>
                  </KeptChoicesContext>
                </BesideTitle>
              </ShownContext>
            </AnalysisContext>
          </Crash>
        )}
      </main>
      <DropTargets />
      <Dialogs
        session={named}
        findings={findings}
        exportProfile={(format) => exportProfile(named, { ...selection, ...settled }, format)}
      />
      <UpdatePrompt />
      <MemoryQuestion />
    </div>
  );
}

/** What is shown stays until what is new has been computed. But for what a view asks for itself: it would ask again. */
function useShown(session: SessionData): SessionData {
  const { inspection } = session;
  const settled = useDeferredValue(session);
  return useMemo(() => ({ ...settled, inspection }), [settled, inspection]);
}

function Computing() {
  const { t } = useWords();
  return (
    <p className={css["computing"]} role="status">
      {t("app.computing")}
    </p>
  );
}
