import { useMemo } from "react";
import { useWords } from "../../i18n";
import type { SpanLives } from "../../model/spanLives";
import { groupsOf, LIFE_GROUPS, type LifeGroup } from "./lifeGroups";
import css from "./spans.module.css";

interface LegendProps {
  readonly lives: SpanLives;
  readonly hidden: ReadonlySet<LifeGroup>;
  readonly onHidden: (hidden: ReadonlySet<LifeGroup>) => void;
}

/** The groups that there are, with their colours; a click hides one or shows it again. */
export function Legend({ lives, hidden, onHidden }: LegendProps) {
  const { t } = useWords();
  const present = useMemo(() => groupsOf(lives), [lives]);
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot lie in a row of controls in older browsers
    <div className={css["legend"]} role="group" aria-label={t("views.spans.legend")}>
      {LIFE_GROUPS.filter(({ id }) => present.has(id)).map(({ id, colour }) => (
        <button
          key={id}
          type="button"
          aria-pressed={!hidden.has(id)}
          onClick={() => onHidden(hidden.has(id) ? without(hidden, id) : new Set([...hidden, id]))}
        >
          <span className={css["swatch"]} style={{ background: `var(--${colour})` }} />
          {t(`views.spans.groups.${id}`)}
        </button>
      ))}
    </div>
  );
}

function without(hidden: ReadonlySet<LifeGroup>, id: LifeGroup): ReadonlySet<LifeGroup> {
  return new Set([...hidden].filter((one) => one !== id));
}
