import { useMemo } from "react";
import { useWords } from "../../i18n";
import type { SpanLives } from "../../model/spanLives";
import { Legend } from "../../ui/Legend";
import { groupsOf, LIFE_GROUPS, type LifeGroup } from "./lifeGroups";

interface MapLegendProps {
  readonly lives: SpanLives;
  readonly hidden: ReadonlySet<LifeGroup>;
  readonly onHidden: (hidden: ReadonlySet<LifeGroup>) => void;
}

/** The groups that there are. */
export function MapLegend({ lives, hidden, onHidden }: MapLegendProps) {
  const { t } = useWords();
  const present = useMemo(() => groupsOf(lives), [lives]);
  return (
    <Legend
      label={t("views.spans.legend")}
      hint={t("chart.legendHint")}
      entries={LIFE_GROUPS.filter(({ id }) => present.has(id)).map(({ id, colour }) => ({
        id,
        label: t(`views.spans.groups.${id}`),
        colour,
      }))}
      hidden={hidden}
      onHidden={onHidden}
    />
  );
}
