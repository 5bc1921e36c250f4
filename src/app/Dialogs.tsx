import { useWords } from "../i18n";
import type { Finding } from "../model/report";
import type { SessionData } from "../model/session";
import { closeDialog } from "../store/session";
import type { ExportFormat } from "./ExportMenu";
import { GuideDialog } from "./guide/GuideDialog";
import { KeysDialog } from "./KeysDialog";
import { LinkDialog } from "./LinkDialog";
import { commandsOf } from "./palette/commands";
import { Palette } from "./palette/Palette";
import { TrustDialog } from "./trust/TrustDialog";
import { useSessionState } from "./useSession";

interface DialogsProps {
  readonly session: SessionData;
  readonly findings: readonly Finding[];
  readonly exportProfile: (format: ExportFormat) => void;
}

/** The window that is open above the page, if any. */
export function Dialogs({ session, findings, exportProfile }: DialogsProps) {
  const { t } = useWords();
  const dialog = useSessionState((state) => state.dialog);
  const guidePage = useSessionState((state) => state.guidePage);
  if (dialog === "guide") return <GuideDialog page={guidePage} onClose={closeDialog} />;
  if (dialog === "trust") return <TrustDialog onClose={closeDialog} />;
  if (dialog === "keys") return <KeysDialog onClose={closeDialog} />;
  if (dialog === "link") return <LinkDialog files={session.files} onClose={closeDialog} />;
  if (dialog !== "palette") return null;
  return <Palette commands={commandsOf({ t, session, findings, exportProfile })} onClose={closeDialog} />;
}
