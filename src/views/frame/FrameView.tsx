import { useContext, useDeferredValue, useEffect, useMemo, useState } from "react";
import { placeOfCode } from "../../analysis/code/codePlace";
import type { CodeWeights } from "../../analysis/code/codeWeights";
import type { InstructionWeights } from "../../analysis/code/instructionWeights";
import { samplesAt } from "../../analysis/code/samplesAt";
import { sw64Core } from "../../analysis/code/sw64Core";
import { useWords } from "../../i18n";
import type { StackCapture } from "../../model/capture";
import type { FunctionCode } from "../../model/disassembly";
import type { CodePlace, ProfileEntry } from "../../model/session";
import { formatBytes, formatWeight } from "../../ui/format";
import { Pane, Panes, ViewFrame } from "../../ui/layout";
import type { ViewProps } from "../view";
import { OfChosenProfile } from "../view/OfChosenProfile";
import { SourceAt } from "../view/SourceAt";
import { AnalysisContext, useAnalysis } from "../view/useAnalysis";
import { CodeGrid } from "./CodeGrid";
import { CodeToolbar } from "./CodeToolbar";
import { FrameHead } from "./FrameHead";
import css from "./frame.module.css";
import { captureOf, codeOf, type FrameFacts, frameFacts, placeOf } from "./frameFacts";
import { NoCode } from "./NoCode";
import { Registers } from "./Registers";
import { Walk } from "./Walk";

export default function FrameView(props: ViewProps) {
  return (
    <OfChosenProfile id="frame" {...props}>
      {(entry) => <OfCapture key={entry.file.id} {...props} entry={entry} />}
    </OfChosenProfile>
  );
}

interface OfCaptureProps extends ViewProps {
  readonly entry: ProfileEntry;
}

function OfCapture(props: OfCaptureProps) {
  const { t } = useWords();
  const { entry, selection } = props;
  const { named, profile } = entry;
  const samples = useDeferredValue(profile.samples);
  const { weights, total } = useAnalysis("codes", named, samples);
  const capture = captureOf(entry);
  const place = useMemo(
    () => (capture === null ? null : placeOf(capture, weights, selection.place)),
    [capture, weights, selection.place],
  );
  if (capture === null || place === null) {
    return (
      <ViewFrame id="frame" title={t("views.frame.title")}>
        <p className={css["notice"]}>{t("views.frame.noPlace")}</p>
      </ViewFrame>
    );
  }
  return <Frame {...props} capture={capture} place={place} weights={weights} total={total} />;
}

interface FrameProps extends OfCaptureProps {
  readonly capture: StackCapture;
  readonly place: CodePlace;
  readonly weights: CodeWeights;
  readonly total: number; // of the profile
}

function Frame({ session, actions, select, entry, capture, place, weights, total }: FrameProps) {
  const { t, language } = useWords();
  const { named, profile, file } = entry;
  const [chosenCpu, setCpu] = useState<string | null>(null);
  const cpu = chosenCpu ?? sw64Core(capture);
  const facts = useMemo(
    () => frameFacts(session, entry, capture, weights, place),
    [session, entry, capture, weights, place],
  );
  const hasObject = facts.match?.files.some(({ role }) => role === "runtime") === true;
  const { inspection } = session;
  const isAsked =
    inspection?.file === file.id &&
    inspection.cpu === cpu &&
    (isSame(inspection.place, place) || codeOf(inspection, file.id, place) !== null);
  useEffect(() => {
    if (hasObject && !isAsked) actions.inspect(file.id, place, cpu);
  }, [actions, file.id, place, cpu, hasObject, isAsked]);

  const analyze = useContext(AnalysisContext);
  const func = useDeferredValue(facts.func);
  const around = useAnalysis("neighbours", named, profile.samples, func);
  const beside = func < 0 ? null : around;
  const open = (code: number, of: number) => {
    const next = placeOfCode(capture.codes, code);
    if (next === null) return;
    select({ profile: entry.id, place: next, marked: named.strings[named.funcs.name[of]] ?? "" });
  };
  const edge = (caller: number, callee: number) =>
    Promise.resolve(analyze("edge", [named, profile.samples, caller, callee]));
  const toCaller = (caller: number) => void edge(caller, func).then(({ from }) => open(from, caller));
  const toCallee = (callee: number) => void edge(func, callee).then(({ to }) => open(to, callee));
  const weight = (value: number) => formatWeight(value, profile.unit, language);
  const whole = session.profiles.find(({ id }) => id === entry.id)?.profile ?? profile; // a filter leaves no dumps
  const { dumps } = whole;
  const samples = useMemo(() => {
    const { code, row } = facts;
    return dumps === null || code === null || row < 0
      ? new Int32Array(0)
      : samplesAt(whole, named, capture.codes, code, place.module, row);
  }, [whole, dumps, named, capture.codes, facts, place.module]);
  const failure = isAsked ? (inspection?.failure ?? null) : null;
  const [innermost] = facts.chain;
  const listing = useListing(facts, hasObject && failure === null);
  return (
    <ViewFrame
      id="frame"
      title={t("views.frame.title")}
      toolbar={listing !== null && <CodeToolbar {...listing} unit={profile.unit} cpu={chosenCpu} onCpu={setCpu} />}
      note={
        listing !== null &&
        t("views.frame.totals", {
          self: weight(listing.weights.selfTotal),
          called: weight(listing.weights.calledTotal),
        })
      }
    >
      <Panes className={css["panes"]}>
        <div className={css["side"]}>
          <FrameHead facts={facts} />
          {innermost !== undefined && innermost.file !== null && innermost.line > 0 && (
            <SourceAt path={innermost.file} line={innermost.line} session={session} actions={actions} isAside />
          )}
          <Walk named={named} unit={profile.unit} beside={beside} onCaller={toCaller} onCallee={toCallee} />
          {dumps !== null && (
            <Registers key={facts.row} actions={actions} fileId={file.id} dumps={dumps} samples={samples} />
          )}
        </div>
        <Pane>
          {listing === null ? (
            <NoCode facts={facts} failure={failure} hasObject={hasObject} />
          ) : (
            <>
              {listing.code.omittedBytes > 0 && (
                <p className={css["notice"]}>
                  {t("views.frame.omitted", { bytes: formatBytes(listing.code.omittedBytes, language) })}
                </p>
              )}
              <CodeGrid
                {...listing}
                here={facts.row}
                total={total}
                unit={profile.unit}
                onPlace={(address) =>
                  select({ profile: entry.id, place: { module: place.module, address: address - listing.code.delta } })
                }
                onCaller={() => toFirst(beside?.callers, toCaller)}
                onCallee={() => toFirst(beside?.callees, toCallee)}
              />
            </>
          )}
        </Pane>
      </Panes>
    </ViewFrame>
  );
}

function isSame(a: CodePlace, b: CodePlace): boolean {
  return a.module === b.module && a.address === b.address;
}

interface Listing {
  readonly code: FunctionCode;
  readonly weights: InstructionWeights;
}

/** What is listed: while another function is read the one before, so that the focus in it is not lost. */
function useListing({ code, weights }: FrameFacts, isReading: boolean): Listing | null {
  const [last, setLast] = useState<Listing | null>(null);
  const now = code === null || weights === null ? null : { code, weights };
  if (now !== null && (now.code !== last?.code || now.weights !== last.weights)) setLast(now);
  return now ?? (isReading ? last : null);
}

/** The heaviest neighbour that is a function. */
function toFirst(rows: readonly { readonly func: number }[] | undefined, go: (func: number) => void): void {
  const first = rows?.find(({ func }) => func >= 0);
  if (first !== undefined) go(first.func);
}
