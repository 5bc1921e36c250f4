import { useWords } from "../i18n";
import { ActionMenu } from "../ui/ActionMenu";

export const EXPORT_FORMATS = ["pprof", "folded", "speedscope"] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

/** What is shown of the chosen profile, as a file for other tools. */
export function ExportMenu({ onExport }: { readonly onExport: (format: ExportFormat) => void }) {
  const { t } = useWords();
  const actions = EXPORT_FORMATS.map((format) => ({
    id: format,
    label: t(`app.exports.${format}`),
    detail: t(`app.exports.${format}Detail`),
    run: () => onExport(format),
  }));
  return <ActionMenu id="export" label={t("app.exports.label")} actions={actions} />;
}
