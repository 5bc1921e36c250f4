import { captureQuality } from "../../analysis/findings/captureQuality";
import { type Headline as About, worstVerdict } from "../../analysis/findings/headline";
import { groupPlace } from "../../analysis/goroutines/findings";
import { ownCaller } from "../../analysis/growth/ownCaller";
import { useWords } from "../../i18n";
import type { GoroutineGroup, GoroutineSeries } from "../../model/goroutines";
import type { HeapSeries, Verdict } from "../../model/growth";
import type { Severity } from "../../model/report";
import type { ProfileEntry, SessionData } from "../../model/session";
import { formatCount, formatShare } from "../../ui/format";
import { shortText } from "../view/shownParam";
import { useAnalysis } from "../view/useAnalysis";
import css from "./overview.module.css";
import { sayBriefly, type Words } from "./sayFinding";

const TONES: Readonly<Record<Verdict, "good" | "warn" | "bad" | "plain">> = {
  leaking: "bad",
  suspected: "warn",
  "growing-then-flat": "good",
  sawtooth: "good",
  flat: "good",
  "too-few-points": "plain",
};

const SEVERITY_TONES: Readonly<Record<Severity, "warn" | "bad" | "plain">> = {
  error: "bad",
  warning: "warn",
  info: "plain",
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
  if (headline.about === "goroutines")
    return (
      <p className={css["headline"]} data-tone="bad" data-headline="goroutines">
        {goroutineSentence(words, headline.series, headline.group)}
      </p>
    );
  if (headline.about === "finding")
    return (
      <p className={css["headline"]} data-tone={SEVERITY_TONES[headline.finding.severity]} data-headline={headline.key}>
        {sayBriefly(words, headline.key, headline.finding)}
      </p>
    );
  if (headline.about === "profile") return <ProfileHeadline entry={headline.entry} session={session} />;
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

/** From this share of samples without a name on, the hottest function is only the hottest address. */
const MOSTLY_UNNAMED = 0.5;

function ProfileHeadline({ entry, session }: { readonly entry: ProfileEntry; readonly session: SessionData }) {
  const { t, language } = useWords();
  const { named, profile, file } = entry;
  const hottest = useAnalysis("hottest", named, profile.samples, 1)[0];
  const quality = captureQuality(session).find((each) => each.file.id === file.id);
  const unnamedShare = quality === undefined || quality.samples === 0 ? 0 : quality.unnamed / quality.samples;
  const event = shortText(profile.event);
  if (hottest === undefined && unnamedShare < MOSTLY_UNNAMED)
    return (
      <p className={css["headline"]} data-tone="plain" data-headline="empty">
        {t("views.overview.headline.empty")}
      </p>
    );
  if (hottest === undefined || unnamedShare >= MOSTLY_UNNAMED)
    return (
      <>
        <p className={css["headline"]} data-tone="warn" data-headline="unnamed">
          {t("views.overview.headline.unnamedProfile", { event, share: formatShare(unnamedShare, language) })}
        </p>
        <p className={css["missing"]}>{t("views.overview.missing.unnamedProfile")}</p>
      </>
    );
  return (
    <p className={css["headline"]} data-tone="plain" data-headline="profile">
      {t("views.overview.headline.profile", {
        event,
        func: shortText(hottest.name),
        share: formatShare(hottest.share, language),
      })}
    </p>
  );
}

function goroutineSentence({ t, language }: Words, series: GoroutineSeries, group: GoroutineGroup): string {
  const { func, isCreator } = groupPlace(group);
  return t(`views.overview.headline.${isCreator ? "goroutinesCreated" : "goroutinesIn"}`, {
    program: shortText(series.program === "" ? "Go" : series.program),
    func: shortText(func),
    last: formatCount(group.last, language),
  });
}

function growthSentence({ t, language }: Words, series: HeapSeries, verdict: Verdict): string {
  const program = shortText(series.program === "" ? "heap" : series.program);
  const points = series.judged[1] - series.judged[0];
  if (verdict !== "leaking" && verdict !== "suspected")
    return t(`views.overview.headline.${verdict}`, { program, points });
  const site = series.sites.find((each) => each.verdict === verdict);
  if (site === undefined) return t(`views.overview.headline.${verdict}`, { program });
  const caller = ownCaller(site);
  const by = caller === null ? "" : ` (${t("findings.words.calledBy", { func: shortText(caller) })})`;
  return t(`views.overview.headline.${verdict}At`, {
    program,
    func: shortText(site.func) + by,
    share: formatShare(site.shareOfGrowth, language),
  });
}
