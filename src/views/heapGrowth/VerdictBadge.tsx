import { useWords } from "../../i18n";
import type { Verdict } from "../../model/growth";
import { Badge, type Tone } from "../../ui/layout";

const TONES: Readonly<Record<Verdict, Tone>> = {
  leaking: "bad",
  suspected: "warn",
  "growing-then-flat": "plain",
  sawtooth: "plain",
  flat: "good",
  "too-few-points": "plain",
};

export function VerdictBadge({ verdict }: { readonly verdict: Verdict }) {
  const { t } = useWords();
  return <Badge tone={TONES[verdict]}>{t(`findings.words.verdicts.${verdict}`)}</Badge>;
}
