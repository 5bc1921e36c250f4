import { useWords } from "../i18n";
import { GRANULARITIES, type SampleFilter } from "../model/filter";

interface FrameChoicesProps {
  readonly filter: SampleFilter;
  readonly change: (part: Partial<SampleFilter>) => void;
}

/** What is one row of the views: a function, a file, a line, an address; and whether inlined calls are rows. */
export function FrameChoices({ filter, change }: FrameChoicesProps) {
  const { t } = useWords();
  return (
    <>
      <select
        data-choice="granularity"
        aria-label={t("filter.granularity")}
        title={t("filter.granularity")}
        value={filter.granularity}
        onChange={({ target }) => {
          const granularity = GRANULARITIES.find((each) => each === target.value);
          if (granularity !== undefined) change({ granularity });
        }}
      >
        {GRANULARITIES.map((each) => (
          <option key={each} value={each}>
            {t(`filter.granularities.${each}`)}
          </option>
        ))}
      </select>
      <label title={t("filter.noInlinesHint")}>
        <input
          type="checkbox"
          data-choice="noInlines"
          checked={filter.noInlines}
          onChange={({ target }) => change({ noInlines: target.checked })}
        />{" "}
        {t("filter.noInlines")}
      </label>
    </>
  );
}
