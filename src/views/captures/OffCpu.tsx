import { useWords } from "../../i18n";
import type { OffCpuFacts } from "../../model/capture";
import { formatCount, formatNs } from "../../ui/format";
import css from "./captures.module.css";

/** What the profile of time off the CPU rests on, and what it leaves out. */
export function OffCpu({ facts }: { readonly facts: OffCpuFacts }) {
  const { t, language } = useWords();
  const count = (value: number) => formatCount(value, language);
  const rows = [
    ["stacks", t(`views.captures.offCpu.${facts.stacks}`)],
    ["intervals", `${count(facts.intervals)} · ${formatNs(facts.totalNs, language)}`],
    ["open", `${count(facts.open)} · ${formatNs(facts.openNs, language)}`],
    ["unended", count(facts.unended)],
  ] as const;
  return (
    <section className={css["part"]} data-part="off-cpu">
      <h2>{t("views.captures.offCpu.title")}</h2>
      <dl className={css["offCpu"]}>
        {rows.map(([name, text]) => (
          <div key={name}>
            <dt>{t(`views.captures.offCpu.${name}`)}</dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
