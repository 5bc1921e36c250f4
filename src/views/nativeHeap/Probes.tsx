import { useWords } from "../../i18n";
import type { NativeProbe } from "../../model/nativeHeap";
import { formatCount } from "../../ui/format";
import { Name } from "../../ui/Name";
import css from "./nativeHeap.module.css";

/** What each event was taken for, so that a wrong guess can be seen. Open where one cannot be used. */
export function Probes({ probes }: { readonly probes: readonly NativeProbe[] }) {
  const { t, language } = useWords();
  const isOdd = probes.some(({ problem }) => problem !== null);
  return (
    <details className={css["details"]} open={isOdd}>
      <summary>{t("views.nativeHeap.probes")}</summary>
      <table className={css["probes"]} aria-label={t("views.nativeHeap.probes")}>
        <thead>
          <tr>
            <th>{t("views.nativeHeap.probe")}</th>
            <th>{t("views.nativeHeap.use")}</th>
            <th>{t("views.nativeHeap.reads")}</th>
            <th>{t("views.nativeHeap.samples")}</th>
            <th>{t("views.nativeHeap.problem")}</th>
          </tr>
        </thead>
        <tbody>
          {probes.map(({ event, func, at, reads, samples, problem }) => (
            <tr key={event} data-problem={problem ?? ""}>
              <td>
                <Name text={event} />
              </td>
              <td>{t(`views.nativeHeap.${at}`, { func })}</td>
              <td>
                <Name text={reads.map(([parameter, arg]) => `${parameter} = ${arg}`).join(", ")} />
              </td>
              <td>{formatCount(samples, language)}</td>
              <td>{problem === null ? t("views.nativeHeap.usable") : t(`views.nativeHeap.problems.${problem}`)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}
