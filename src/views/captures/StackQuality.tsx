import { largerDump } from "../../analysis/unwinding/largerDump";
import { type StackEnd, type UnwindQuality, unwindQuality } from "../../analysis/unwinding/quality";
import { useWords } from "../../i18n";
import type { StackCapture } from "../../model/capture";
import type { Profile } from "../../model/profile";
import type { NamedCapture } from "../../model/session";
import { FRAME_ORIGINS, MAX_UNWOUND_FRAMES, UNWIND_STOPS } from "../../model/unwind";
import { formatCount, formatShare } from "../../ui/format";
import { Name } from "../../ui/Name";
import { isolatedText } from "../../ui/visibleText";
import css from "./captures.module.css";

/** How far the stack dumps of each profile could be followed, why not further, and what to do. */
export function StackQuality({ capture, named }: { readonly capture: StackCapture; readonly named: NamedCapture }) {
  return capture.profiles.map((profile, index) => {
    const quality = unwindQuality(profile, capture, named.matches);
    if (quality === null || quality.dumps === 0) return null;
    // biome-ignore lint/suspicious/noArrayIndexKey: profiles of a capture stay in their order
    return <ProfileQuality key={index} profile={profile} quality={quality} capture={capture} />;
  });
}

interface QualityProps {
  readonly profile: Profile;
  readonly quality: UnwindQuality;
  readonly capture: StackCapture;
}

function ProfileQuality({ profile, quality, capture }: QualityProps) {
  const { t, language } = useWords();
  const { dumps, unwound, stops, origins } = quality;
  const share = (part: number, whole: number): string => (whole === 0 ? "–" : formatShare(part / whole, language));
  const frames = FRAME_ORIGINS.reduce((sum, origin) => sum + origins[origin], 0);
  const counted = (["complete", "truncated", "incomplete"] as const).map((kind) => [kind, quality[kind]] as const);
  return (
    <section className={css["part"]} data-part="stack-quality">
      <h2>{t("views.captures.unwinding.title", { event: isolatedText(profile.event) })}</h2>
      {unwound === 0 ? (
        <p>{t("views.captures.unwinding.none")}</p>
      ) : (
        <dl className={css["offCpu"]}>
          <div>
            <dt>{t("views.captures.unwinding.samples")}</dt>
            <dd>{`${formatCount(unwound, language)} / ${formatCount(dumps, language)}`}</dd>
          </div>
          {counted.map(([kind, samples]) => (
            <div key={kind} data-figure={kind}>
              <dt>{t(`views.captures.unwinding.${kind}`)}</dt>
              <dd>{`${share(samples, unwound)} (${formatCount(samples, language)})`}</dd>
            </div>
          ))}
          <div>
            <dt>{t("views.captures.unwinding.frames")}</dt>
            <dd>
              {FRAME_ORIGINS.filter((origin) => origins[origin] > 0)
                .map((origin) => `${t(`views.captures.unwinding.origins.${origin}`)} ${share(origins[origin], frames)}`)
                .join(" · ")}
            </dd>
          </div>
          {UNWIND_STOPS.filter((stop) => stops[stop] > 0).map((stop) => (
            <div key={stop} data-stop={stop}>
              <dt>{t(`views.captures.unwinding.stops.${stop}`, { limit: MAX_UNWOUND_FRAMES })}</dt>
              <dd>{`${share(stops[stop], unwound)} (${formatCount(stops[stop], language)})`}</dd>
            </div>
          ))}
        </dl>
      )}
      <Ends quality={quality} bytes={largerDump(capture.perf, profile.event)} />
    </section>
  );
}

const MOST_ENDS = 10;

/** Where the stacks end that are not complete. */
function Ends({ quality: { ends, dumps }, bytes }: { readonly quality: UnwindQuality; readonly bytes: number | null }) {
  const { t, language } = useWords();
  if (ends.length === 0) return null;
  return (
    <table className={css["modules"]} aria-label={t("views.captures.unwinding.stop")}>
      <thead>
        <tr>
          {(["place", "stop", "share", "advice"] as const).map((column) => (
            <th key={column} scope="col">
              {t(`views.captures.unwinding.${column}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {ends.slice(0, MOST_ENDS).map((end) => (
          <tr key={`${end.module} ${end.buildId} ${end.stop}`} data-module={end.module} data-stop={end.stop}>
            <th scope="row">
              <Name text={end.module} />
            </th>
            <td>{t(`views.captures.unwinding.stops.${end.stop}`, { limit: MAX_UNWOUND_FRAMES })}</td>
            <td className={css["number"]}>{formatShare(end.samples / dumps, language)}</td>
            <td>
              <Advice end={end} bytes={bytes} />
            </td>
          </tr>
        ))}
        {ends.length > MOST_ENDS && (
          <tr>
            <td colSpan={4}>{t("views.captures.unwinding.otherEnds", { count: ends.length - MOST_ENDS })}</td>
          </tr>
        )}
      </tbody>
    </table>
  );
}

function Advice({ end: { cause, module, buildId }, bytes }: { readonly end: StackEnd; readonly bytes: number | null }) {
  const { t } = useWords();
  const name = isolatedText(module);
  if (cause === "missing")
    return buildId === null
      ? t("views.captures.unwinding.causes.missingByName", { module: name })
      : t("views.captures.unwinding.causes.missing", { module: name, buildId: isolatedText(buildId) });
  if (cause === "dump")
    return bytes === null
      ? t("views.captures.unwinding.causes.dumpAtMost")
      : t("views.captures.unwinding.causes.dump", { bytes });
  return t(`views.captures.unwinding.causes.${cause}`);
}
