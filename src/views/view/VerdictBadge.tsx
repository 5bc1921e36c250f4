import { useWords } from "../../i18n";
import type { Verdict } from "../../model/growth";
import { Badge, type Tone } from "../../ui/layout";

const TONES: Readonly<Partial<Record<Verdict, Tone>>> = { leaking: "bad", suspected: "warn", flat: "good" };

export function VerdictBadge({ verdict }: { readonly verdict: Verdict }) {
  const { t } = useWords();
  return <Badge tone={TONES[verdict] ?? "plain"}>{t(`findings.words.verdicts.${verdict}`)}</Badge>;
}
