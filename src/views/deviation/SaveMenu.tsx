import { useWords } from "../../i18n";
import type { Deviation } from "../../model/deviation";
import { ActionMenu } from "../../ui/ActionMenu";
import { downloadBlob, downloadCsv } from "../../ui/download";
import { useColours } from "../../ui/useColours";
import { comparisonPng } from "./comparisonPng";
import { csvOfMetrics } from "./csvOfMetrics";
import { exportHtml } from "./exportHtml";

/** Saves the comparison: as a page of its own, as a picture, as numbers. */
export function SaveMenu({ deviation }: { readonly deviation: Deviation }) {
  const words = useWords();
  const { t } = words;
  const colours = useColours();
  const savePng = async () => {
    const blob = colours === null ? null : await comparisonPng(words, deviation.metrics, colours);
    if (blob !== null) downloadBlob("deviation.png", blob);
  };
  const runs = {
    html: () => downloadBlob("deviation.html", new Blob([exportHtml(words, deviation)], { type: "text/html" })),
    png: () => void savePng(),
    csv: () => downloadCsv("deviation.csv", csvOfMetrics(deviation.metrics)),
  };
  const actions = (["html", "png", "csv"] as const).map((id) => ({
    id,
    label: t(`views.deviation.saves.${id}`),
    detail: t(`views.deviation.saves.${id}Detail`),
    run: runs[id],
  }));
  return <ActionMenu id="deviation" label={t("views.deviation.save")} actions={actions} />;
}
