import { useMemo } from "react";
import { type Headline as About, worstVerdict } from "../../analysis/findings/headline";
import { hottestFunctions } from "../../analysis/findings/hottest";
import { useWords } from "../../i18n";
import type { HeapSeries, Verdict } from "../../model/growth";
import type { ProfileEntry, SessionData } from "../../model/session";
import { formatCount, formatShare } from "../../ui/format";
import css from "./overview.module.css";
import { shortText, type Words } from "./sayFinding";

const TONES: Readonly<Record<Verdict, "good" | "warn" | "bad" | "plain">> = {
  leaking: "bad",
  suspected: "warn",
  "growing-then-flat": "good",
  sawtooth: "good",
  flat: "good",
  "too-few-points": "plain",
};

/** The one sentence that a reader in a hurry takes away. */
export function Headline({ headline, session }: { readonly headline: About; readonly session: SessionData }) {
  const words = useWords();
  const { t } = words;
  if (headline.about === "growth") {
    const verdict = worstVerdict(headline.series);
    return (
      <p className={css["headline"]} data-tone={TONES[verdict]} data-headline={verdict}>
        {growthSentence(words, headline.series, verdict)}
      </p>
    );
  }
  if (headline.about === "profile") return <ProfileHeadline entry={headline.entry} />;
  if (headline.about === "reading") {
    const { pending, total } = headline;
    return (
      <p className={css["headline"]} data-tone="plain" data-headline="reading">
        {t("views.overview.headline.reading", { done: total - pending, total })}
      </p>
    );
  }
  const isBad = headline.about === "unreadable" && session.files.length > 0;
  return (
    <>
      <p className={css["headline"]} data-tone={isBad ? "bad" : "plain"} data-headline={headline.about}>
        {t(`views.overview.headline.${headline.about}`)}
      </p>
      <p className={css["missing"]}>{t(`views.overview.missing.${headline.about}`)}</p>
    </>
  );
}

function ProfileHeadline({ entry: { named, profile } }: { readonly entry: ProfileEntry }) {
  const { t, language } = useWords();
  const hottest = useMemo(() => hottestFunctions({ named, profile }, 1)[0], [named, profile]);
  const event = shortText(profile.event);
  return (
    <p className={css["headline"]} data-tone="plain" data-headline="profile">
      {hottest === undefined
        ? t("views.overview.headline.unnamedProfile", { event, samples: formatCount(profile.samples.length, language) })
        : t("views.overview.headline.profile", {
            event,
            func: shortText(hottest.name),
            share: formatShare(hottest.share, language),
          })}
    </p>
  );
}

function growthSentence({ t, language }: Words, series: HeapSeries, verdict: Verdict): string {
  const program = shortText(series.program === "" ? "heap" : series.program);
  const points = series.judged[1] - series.judged[0];
  if (verdict !== "leaking" && verdict !== "suspected")
    return t(`views.overview.headline.${verdict}`, { program, points });
  const site = series.sites.find((each) => each.verdict === verdict);
  if (site === undefined) return t(`views.overview.headline.${verdict}`, { program });
  return t(`views.overview.headline.${verdict}At`, {
    program,
    func: shortText(site.func),
    share: formatShare(site.shareOfGrowth, language),
  });
}
