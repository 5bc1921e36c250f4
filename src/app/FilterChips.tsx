import { type ReactNode, type RefObject, useEffect, useMemo, useRef } from "react";
import { cgroupKey, cgroupsOf } from "../analysis/cgroups";
import { filterWords } from "../analysis/filter";
import { commNames } from "../analysis/filterChoices";
import { perfFactsOf } from "../analysis/perfFactsOf";
import { spanOf } from "../analysis/timeline";
import { useWords } from "../i18n";
import { EMPTY_FILTER, type SampleFilter } from "../model/filter";
import type { ProfileEntry } from "../model/session";
import { Name } from "../ui/Name";
import { isolatedText } from "../ui/visibleText";
import css from "./FilterBar.module.css";
import { rangeText } from "./filterText";

interface FilterChipsProps {
  readonly entry: ProfileEntry;
  readonly filter: SampleFilter;
  readonly change: (part: Partial<SampleFilter>) => void;
  /** Gets the focus when the last chip is removed. */
  readonly neighbour: RefObject<HTMLElement | null>;
}

interface Chip {
  readonly key: string;
  readonly text: string;
  readonly label: ReactNode;
  /** The part of the filter without it. */
  readonly without: Partial<SampleFilter>;
}

/** Everything that is filtered by, each a button that takes it away. */
export function FilterChips({ entry, filter, change, neighbour }: FilterChipsProps) {
  const { t } = useWords();
  const chips = useChips(entry, filter);
  const list = useRef<HTMLDivElement>(null);
  const removed = useRef(-1);
  // The chip that had the focus is gone: the next one gets it.
  useEffect(() => {
    if (removed.current < 0) return;
    const next = list.current?.querySelectorAll("button")[Math.min(removed.current, chips.length - 1)];
    (next ?? neighbour.current)?.focus();
    removed.current = -1;
  }, [chips, neighbour]);
  if (chips.length === 0) return null;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be laid out in a row in older browsers
    <div ref={list} className={css["row"]} role="group" aria-label={t("filter.chips")}>
      {chips.map(({ key, text, label, without }, index) => (
        <button
          key={key}
          type="button"
          className={css["chip"]}
          data-chip={key.split(" ", 1)[0]}
          aria-label={t("filter.remove", { what: text })}
          onClick={() => {
            removed.current = index;
            change(without);
          }}
        >
          {label} <span aria-hidden="true">×</span>
        </button>
      ))}
      {chips.length > 1 && (
        <button
          type="button"
          data-filter="clear"
          onClick={() => {
            removed.current = 0;
            change(EMPTY_FILTER);
          }}
        >
          {t("filter.clear")}
        </button>
      )}
    </div>
  );
}

function useChips(entry: ProfileEntry, filter: SampleFilter): readonly Chip[] {
  const { t, language } = useWords();
  const perf = perfFactsOf(entry.file);
  const names = useMemo(() => commNames(perf?.threads ?? []), [perf]);
  const paths = useMemo(() => {
    const strings = cgroupsOf(entry.profile)?.strings ?? [];
    return new Map(strings.map((path) => [cgroupKey(path), path]));
  }, [entry]);
  return useMemo(() => {
    const { processes, threads, cpus, nodes, cgroups, fromNs, toNs, text, rules, granularity, noInlines } = filter;
    const without = (ids: readonly number[], id: number) => ids.filter((each) => each !== id);
    const idText = (id: number) => (id < 0 ? t("filter.unknown") : String(id));
    const chips: Chip[] = [
      ...processes.map((id) => ({
        ...named(`process ${id}`, t("filter.processChip", { id: idText(id) }), names.process(id)),
        without: { processes: without(processes, id) },
      })),
      ...threads.map((id) => ({
        ...named(`thread ${id}`, t("filter.threadChip", { id: idText(id) }), names.thread(id)),
        without: { threads: without(threads, id) },
      })),
      ...cpus.map((id) => ({
        ...named(`cpu ${id}`, t("filter.cpuChip", { id: idText(id) }), ""),
        without: { cpus: without(cpus, id) },
      })),
      ...nodes.map((id) => ({
        ...named(`node ${id}`, t("filter.nodeChip", { id }), ""),
        without: { nodes: without(nodes, id) },
      })),
      ...cgroups.map((id) => ({
        ...named(`cgroup ${id}`, t("filter.cgroupChip"), paths.get(id) ?? t("filter.unknown")),
        without: { cgroups: without(cgroups, id) },
      })),
    ];
    if (fromNs !== null || toNs !== null) {
      const range = rangeText(t, fromNs ?? 0, toNs ?? spanOf(entry.profile, perfFactsOf(entry.file)), language);
      chips.push({ ...named("time", range, ""), without: { fromNs: null, toNs: null } });
    }
    const words = filterWords(text);
    for (const word of words) {
      const isUnwanted = word.startsWith("-");
      const kind = t(isUnwanted ? "filter.without" : "filter.with");
      chips.push({
        ...named(`text ${word}`, kind, isUnwanted ? word.slice(1) : word),
        without: { text: words.filter((each) => each !== word).join(" ") },
      });
    }
    for (const rule of rules)
      chips.push({
        ...named(`rule ${rule.kind} ${rule.pattern}`, rule.kind, rule.pattern),
        without: { rules: rules.filter((each) => each !== rule) },
      });
    if (granularity !== EMPTY_FILTER.granularity) {
      const kind = t(`filter.granularities.${granularity}`);
      chips.push({ ...named("granularity", kind, ""), without: { granularity: EMPTY_FILTER.granularity } });
    }
    if (noInlines) chips.push({ ...named("noInlines", t("filter.noInlines"), ""), without: { noInlines: false } });
    return chips;
  }, [filter, names, paths, entry, t, language]);
}

/** A kind and number in the page's words, and a name out of a capture. */
function named(key: string, words: string, name: string): Omit<Chip, "without"> {
  if (name === "") return { key, text: words, label: words };
  return {
    key,
    text: `${words} ${isolatedText(name)}`,
    label: (
      <>
        {words} <Name text={name} />
      </>
    ),
  };
}
