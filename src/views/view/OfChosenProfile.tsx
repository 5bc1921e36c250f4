import type { ReactNode } from "react";
import { useWords } from "../../i18n";
import type { ProfileEntry } from "../../model/session";
import { EmptyView } from "../../ui/layout";
import { RECORD_COMMANDS, type ViewProps } from ".";
import { CaptureKit } from "./CaptureKit";
import { useChosenProfile } from "./useChosenProfile";

interface OfChosenProfileProps extends Pick<ViewProps, "session" | "selection"> {
  readonly id: "functions" | "callTree" | "icicle" | "flameGraph" | "frame";
  readonly children: (entry: ProfileEntry) => ReactNode;
}

/** What the views of one profile begin with: the chosen one, or how to record one where there is none. */
export function OfChosenProfile({ id, session, selection, children }: OfChosenProfileProps) {
  const { t } = useWords();
  const entry = useChosenProfile(session, selection);
  if (entry !== undefined) return children(entry);
  return (
    <EmptyView
      id={id}
      title={t(`views.${id}.title`)}
      answers={t(`views.${id}.answers`)}
      empty={t(`views.${id}.empty`)}
      commands={[
        { title: t("app.start.recordPerfX86"), command: RECORD_COMMANDS.perfX86 },
        { title: t("app.start.recordPerfSw64"), command: RECORD_COMMANDS.perfSw64 },
      ]}
      copy={t("app.copy")}
      copied={t("app.copied")}
    >
      <CaptureKit args="cpu -p PID -d 30" />
    </EmptyView>
  );
}
