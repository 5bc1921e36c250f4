import { useMemo, useState } from "react";
import { differenceSide } from "../../analysis/difference/differenceSide";
import { useWords } from "../../i18n";
import type { DeviationOptions } from "../../model/deviation";
import type { ProfileEntry } from "../../model/session";
import { shownText } from "../../ui/visibleText";
import type { ViewProps } from "../view";
import { DifferencePicture } from "../view/DifferencePicture";
import { useAnalysis } from "../view/useAnalysis";
import css from "./deviation.module.css";
import { flamePairs } from "./flamePairs";

interface FlameProps extends Pick<ViewProps, "selection" | "select"> {
  readonly profiles: readonly ProfileEntry[];
  readonly options: DeviationOptions;
}

/** Stacks by how far their shares lie apart. */
export function Flame({ profiles, ...props }: FlameProps) {
  const { t } = useWords();
  const [chosen, setChosen] = useState(0);
  const pairs = useMemo(() => flamePairs(profiles), [profiles]);
  const pair = pairs[chosen] ?? pairs[0];
  if (pair === undefined) return <p className={css["muted"]}>{t("views.deviation.flame.empty")}</p>;
  return (
    <>
      <div className={css["controls"]}>
        <select
          aria-label={t("views.deviation.functions.of")}
          value={pairs.indexOf(pair)}
          onChange={({ target }) => setChosen(Number(target.value))}
        >
          {pairs.map((one, index) => (
            <option key={`${one.candidate.id} ${one.baseline.id}`} value={index}>
              {titleOf(one.candidate, one.baseline)}
            </option>
          ))}
        </select>
      </div>
      <Picture {...props} {...pair} />
    </>
  );
}

interface PictureProps extends Omit<FlameProps, "profiles"> {
  readonly baseline: ProfileEntry;
  readonly candidate: ProfileEntry;
}

function Picture({ baseline, candidate, options: { rules }, ...props }: PictureProps) {
  const { t } = useWords();
  const made = useAnalysis(
    "shareDifference",
    candidate.named,
    differenceSide(candidate),
    differenceSide(baseline),
    rules,
  );
  if (made.samples.length === 0) return <p className={css["muted"]}>{t("views.difference.same")}</p>;
  return (
    <DifferencePicture
      made={made}
      unit="share"
      whole={1}
      title={titleOf(candidate, baseline)}
      {...props}
      legend={t("views.deviation.flame.legend")}
    />
  );
}

function titleOf(candidate: ProfileEntry, baseline: ProfileEntry): string {
  return shownText(`${candidate.profile.event}: ${candidate.file.name} − ${baseline.file.name}`);
}
