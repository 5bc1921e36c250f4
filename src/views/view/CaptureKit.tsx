import { useWords } from "../../i18n";
import { CommandLine } from "../../ui/CommandLine";
import { downloadBlob } from "../../ui/download";

/** How to record the same with the capture kit, and the kit itself. `args` is what follows the script's name. */
export function CaptureKit({ args }: { readonly args: string }) {
  const { t } = useWords();
  return (
    <div data-kit={args}>
      <CommandLine
        title={t("captureKit.title")}
        command={`sh swscope-capture ${args}`}
        copy={t("app.copy")}
        copied={t("app.copied")}
      />
      <button type="button" onClick={() => void save()}>
        {t("captureKit.save")}
      </button>
    </div>
  );
}

async function save(): Promise<void> {
  const { captureScript } = await import("virtual:capture-kit");
  downloadBlob("swscope-capture", new Blob([captureScript], { type: "application/x-sh" }));
}
