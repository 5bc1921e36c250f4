import type { CheckFinding } from "../../analysis/captureCheck/check";
import { useWords } from "../../i18n";
import { CommandLine } from "../../ui/CommandLine";
import { formatCount } from "../../ui/format";
import { Badge, type Tone } from "../../ui/layout";
import { shownParams } from "../view/shownParam";
import css from "./captures.module.css";

const TONES = { error: "bad", warning: "warn", info: "plain" } as const satisfies Record<string, Tone>;
const COUNTS = [
  ["error", "errors"],
  ["warning", "warnings"],
  ["info", "infos"],
] as const;

/** What is wrong with how a perf.data file was recorded: how much in a line, the rest opened by a click. */
export function CaptureCheck({ findings }: { readonly findings: readonly CheckFinding[] }) {
  const { t, language } = useWords();
  const counts = COUNTS.flatMap(([severity, key]) => {
    const count = findings.filter((finding) => finding.severity === severity).length;
    return count === 0 ? [] : [t(`captureCheck.${key}`, { number: formatCount(count, language) })];
  });
  return (
    <details className={css["check"]} data-check={findings[0]?.severity}>
      <summary>
        {t("captureCheck.title")}: {counts.join(" · ")}
      </summary>
      <ul>
        {findings.map((finding) => (
          <CheckItem key={finding.rule} finding={finding} />
        ))}
      </ul>
    </details>
  );
}

function CheckItem({ finding: { rule, source, severity, params, command } }: { readonly finding: CheckFinding }) {
  const { t, language } = useWords();
  const shown = shownParams(params, language);
  // which parameters a rule has is not known here
  const say = t as (key: string, params: Readonly<Record<string, string>>) => string;
  return (
    <li data-rule={rule} data-severity={severity}>
      <p>
        <Badge tone={TONES[severity]}>
          {t(source === "article" ? "captureCheck.article" : `findings.words.severities.${severity}`)}
        </Badge>{" "}
        {say(`captureCheck.rules.${rule}.means`, shown)}
      </p>
      {command === null ? (
        <p className={css["advice"]}>{say(`captureCheck.rules.${rule}.again`, shown)}</p>
      ) : (
        <CommandLine
          title={say(`captureCheck.rules.${rule}.again`, shown)}
          command={command}
          copy={t("app.copy")}
          copied={t("app.copied")}
        />
      )}
    </li>
  );
}
