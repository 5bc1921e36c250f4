import { useCallback, useContext, useMemo, useRef, useState } from "react";
import { cgroupsOf } from "../analysis/cgroups";
import { sampledFacts } from "../analysis/filter";
import type { FilterChoice } from "../analysis/filterChoices";
import { perfFactsOf } from "../analysis/perfFactsOf";
import { hasRawNames } from "../analysis/rawNames";
import { spanOf } from "../analysis/timeline";
import { useWords } from "../i18n";
import type { SampleFilter } from "../model/filter";
import type { ProfileEntry, Selection, SessionData } from "../model/session";
import { select } from "../store/session";
import type { Range } from "../ui/brush";
import { ChoiceMenu } from "../ui/ChoiceMenu";
import { formatCount, formatNs } from "../ui/format";
import { Name } from "../ui/Name";
import { Timeline } from "../ui/Timeline";
import { visibleText } from "../ui/visibleText";
import { wholeProfile } from "../views/view";
import { AnalysisContext, useAnalysis } from "../views/view/useAnalysis";
import { type Shown, ShownContext, useShownProfile } from "../views/view/useChosenProfile";
import { type ExportFormat, ExportMenu } from "./ExportMenu";
import css from "./FilterBar.module.css";
import { FilterChips } from "./FilterChips";
import { FilterField } from "./FilterField";
import { FrameChoices } from "./FrameChoices";
import { clockText, rangeText } from "./filterText";
import { ProfilePicker } from "./ProfilePicker";

interface FilterBarProps {
  readonly session: SessionData;
  readonly selection: Selection;
  /** What the view below shows: what is selected, or until that has been computed what was before. */
  readonly settled: Shown;
  readonly onExport: (format: ExportFormat) => void;
}

/** Which event of which file the profile views show, and which of its samples. */
export function FilterBar({ session, selection, settled, onExport }: FilterBarProps) {
  const { t, language } = useWords();
  const text = useRef<HTMLInputElement>(null);
  const show = useContext(ShownContext);
  const entry = wholeProfile(session, selection);
  const left = useShownProfile(entry, settled);
  if (entry === undefined || left === undefined) return null;
  const isComputing = show(entry, selection) instanceof Promise;
  const all = entry.profile.samples.length;
  const shown = left.entry.profile.samples.length;
  const change = (part: Partial<SampleFilter>): void => select({ filter: { ...selection.filter, ...part } });
  return (
    <section className={css["bar"]} aria-label={t("filter.label")} data-filter="bar">
      <div className={css["row"]}>
        <ProfilePicker profiles={session.profiles} chosen={entry} weight={selection.weight} />
        <Menus entry={entry} filter={selection.filter} change={change} />
        <FilterField filter={selection.filter} change={change} input={text} />
        <FrameChoices filter={selection.filter} change={change} />
        {hasRawNames(entry.named) && (
          <label title={t("filter.rawNamesHint")}>
            <input
              type="checkbox"
              data-choice="rawNames"
              checked={selection.rawNames}
              onChange={({ target }) => select({ rawNames: target.checked })}
            />{" "}
            {t("filter.rawNames")}
          </label>
        )}
        <span className={css["end"]}>
          <span className={css["count"]} data-filter="count" data-empty={shown === 0} role="status">
            {isComputing
              ? t("app.computing")
              : t("filter.shown", { shown: formatCount(shown, language), all: formatCount(all, language) })}
          </span>
          <ExportMenu onExport={onExport} />
        </span>
      </div>
      <TimeStrip entry={entry} filter={selection.filter} mask={left.mask} change={change} />
      {/* below the strip, which must not move away under the pointer */}
      <FilterChips entry={entry} filter={selection.filter} change={change} neighbour={text} />
    </section>
  );
}

interface PartProps {
  readonly entry: ProfileEntry;
  readonly filter: SampleFilter;
  readonly change: (part: Partial<SampleFilter>) => void;
}

/** Only where there is something to choose: more than one process, thread, CPU, NUMA node or control group. */
function Menus({ entry, filter, change }: PartProps) {
  const { t, language } = useWords();
  const { profile, named } = entry;
  const perf = perfFactsOf(entry.file);
  const { processes, threads, cpus, nodes, cgroups } = useAnalysis(
    "choices",
    named,
    profile.samples,
    cgroupsOf(profile),
    perf && sampledFacts(perf),
  );
  const inProcesses = threads.filter(({ pid }) => filter.processes.length === 0 || filter.processes.includes(pid));
  const menus = [
    ["process", "processes", processes],
    ["thread", "threads", inProcesses],
    ["cpu", "cpus", cpus],
    ["node", "nodes", nodes],
    ["cgroup", "cgroups", cgroups],
  ] as const;
  const choiceOf = (kind: string, { id, comm, samples }: FilterChoice) => ({
    id,
    text: kind === "cgroup" ? comm : `${id} ${comm}`,
    label: (
      <>
        {kind !== "cgroup" && (id < 0 ? t("filter.unknown") : id)} {comm !== "" && <Name text={comm} />}
      </>
    ),
    detail: formatCount(samples, language),
  });
  return menus
    .filter(([, list, choices]) => choices.length > 1 || filter[list].length > 0)
    .map(([kind, list, choices]) => (
      <ChoiceMenu
        key={kind}
        id={kind}
        label={t(`filter.${kind}`)}
        search={t("filter.find")}
        more={(count) => t("filter.more", { number: formatCount(count, language) })}
        choices={choices.map((choice) => choiceOf(kind, choice))}
        chosen={filter[list]}
        onChange={(chosen) => change({ [list]: chosen })}
      />
    ));
}

/** The samples of the event over time. What other criteria than the time leave is drawn in front of all. */
function TimeStrip({ entry, filter, mask, change }: PartProps & { readonly mask: Uint8Array | null }) {
  const { t, language } = useWords();
  const { profile, named } = entry;
  const perf = perfFactsOf(entry.file);
  const spanNs = useMemo(() => spanOf(profile, perf), [profile, perf]);
  const analyze = useContext(AnalysisContext);
  const { samples } = profile;
  const barsOf = useCallback(
    (binCount: number) => analyze("timeline", [named, samples, spanNs, binCount, mask]),
    [analyze, named, samples, spanNs, mask],
  );
  const [preview, setPreview] = useState<Range | undefined>(undefined);
  if (profile.samples.time === null || spanNs <= 0) return null;
  const range: Range =
    filter.fromNs === null && filter.toNs === null
      ? null
      : [Math.min(spanNs, filter.fromNs ?? 0), Math.min(spanNs, filter.toNs ?? spanNs)];
  const shown = preview === undefined ? range : preview;
  const [from, to] = shown ?? [0, spanNs];
  const words = (each: Range) => (each === null ? t("filter.whole") : rangeText(t, each[0], each[1], language));
  const duration = formatNs(to - from, language);
  return (
    <div className={css["strip"]} data-filter="timeline">
      <Timeline
        label={t("filter.timeline")}
        hint={t("filter.timelineHint")}
        span={spanNs}
        range={range}
        onRange={(next) =>
          change({
            fromNs: next === null || next[0] <= 0 ? null : Math.round(next[0]),
            toNs: next === null || next[1] >= spanNs ? null : Math.round(next[1]),
          })
        }
        barsOf={barsOf}
        textOf={(each) => {
          const [start, end] = each ?? [0, spanNs];
          return t("filter.valueText", { range: words(each), duration: formatNs(end - start, language) });
        }}
        onPreview={setPreview}
        title={visibleText(`${profile.event} · ${entry.file.name}`)}
        units={{ x: "ns", y: profile.unit }}
      >
        <p className={css["range"]}>
          <span>
            {words(shown)} · {duration}
          </span>
          <span className={css["clock"]} title={t("filter.clock")}>
            {clockText(profile.startNs, from)} – {clockText(profile.startNs, to)}
          </span>
        </p>
      </Timeline>
    </div>
  );
}
