import { useWords } from "../../i18n";
import { SPAN_ROLES, type SpanHistory, type SpanRole } from "../../model/spans";
import { formatCount } from "../../ui/format";
import { Name } from "../../ui/Name";
import type { Actions } from "../view";
import css from "./spans.module.css";

interface EventsProps {
  readonly history: SpanHistory;
  readonly setSpanRole: Actions["setSpanRole"];
}

const ROLES = Object.keys(SPAN_ROLES) as SpanRole[];
const BY_NAME = "by-name";

/** What each event was taken for; the reader may take it for something else. */
export function Events({ history: { probes, perfFile }, setSpanRole }: EventsProps) {
  const { t, language } = useWords();
  if (perfFile === null) return <p className={css["muted"]}>{t("views.spans.noEvents")}</p>;
  const begins = probes.filter(({ role }) => role === "init").length;
  return (
    <table className={css["figures"]} aria-label={t("views.spans.parts.events")}>
      <thead>
        <tr>
          {(["event", "role", "reads", "samples", "problem"] as const).map((id) => (
            <th key={id} scope="col">
              {t(`views.spans.${id}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {probes.map(({ event, role, reads, samples, isChosen, problem }) => (
          <tr key={event} data-event={event}>
            <th scope="row">
              <Name text={event} />
            </th>
            <td>
              <select
                aria-label={t("views.spans.roleOf", { event })}
                value={isChosen ? (role ?? "") : BY_NAME}
                disabled={role === "init" && begins === 1} // without it there is no span, and no view to choose again in
                onChange={({ target: { value } }) =>
                  setSpanRole(perfFile, event, ROLES.find((one) => one === value) ?? (value === "" ? null : undefined))
                }
              >
                <option value={BY_NAME}>
                  {isChosen || role === null
                    ? t("views.spans.asNamed")
                    : t("views.spans.byName", { role: t(`views.spans.roles.${role}`) })}
                </option>
                {ROLES.map((one) => (
                  <option key={one} value={one}>
                    {t(`views.spans.roles.${one}`)}
                  </option>
                ))}
                <option value="">{t("views.spans.noRole")}</option>
              </select>
            </td>
            <td>
              <Name text={reads.map(([parameter, arg]) => `${parameter} = ${arg}`).join(", ")} />
            </td>
            <td>{formatCount(samples, language)}</td>
            <td>{role !== null && t(problem === null ? "views.spans.usable" : `views.spans.problems.${problem}`)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
