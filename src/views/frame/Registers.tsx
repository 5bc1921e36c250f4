import { useEffect, useMemo, useState } from "react";
import { useWords } from "../../i18n";
import type { SampleRegisters } from "../../model/registers";
import { oneDump, type StackDumps } from "../../model/stackDumps";
import { formatCount } from "../../ui/format";
import type { Actions } from "../view";
import css from "./frame.module.css";

interface RegistersProps {
  readonly actions: Actions;
  readonly fileId: number;
  readonly dumps: StackDumps;
  readonly samples: Int32Array; // that were taken at the instruction
}

/** What a sample's registers held, and what each is for: read from the file when it is looked at. */
export function Registers({ actions, fileId, dumps, samples }: RegistersProps) {
  const { t, language } = useWords();
  const [isOpen, setOpen] = useState(false);
  const [at, setAt] = useState(0);
  const [registers, setRegisters] = useState<SampleRegisters | null>(null);
  const dump = useMemo(
    () => (samples.length === 0 || !isOpen ? null : oneDump(dumps, samples[Math.min(at, samples.length - 1)])),
    [dumps, samples, at, isOpen],
  );
  useEffect(() => {
    let isWanted = true;
    setRegisters(null);
    if (dump !== null) {
      void actions.readRegisters(fileId, dump).then((found) => {
        if (isWanted) setRegisters(found);
      });
    }
    return () => {
      isWanted = false;
    };
  }, [actions, fileId, dump]);
  if (samples.length === 0) return null;
  const all = formatCount(samples.length, language);
  return (
    <details className={css["details"]} onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>{t("views.frame.registers")}</summary>
      <p className={css["steps"]}>
        <button type="button" disabled={at === 0} onClick={() => setAt(at - 1)} aria-label={t("views.frame.earlier")}>
          ‹
        </button>
        {t("views.frame.sampleOf", { sample: formatCount(at + 1, language), all })}
        <button
          type="button"
          disabled={at + 1 >= samples.length}
          onClick={() => setAt(at + 1)}
          aria-label={t("views.frame.later")}
        >
          ›
        </button>
      </p>
      {registers !== null && (
        <table className={css["registers"]} aria-label={t("views.frame.registers")}>
          <thead>
            <tr>
              <th scope="col">{t("views.frame.register")}</th>
              <th scope="col">{t("views.frame.value")}</th>
              <th scope="col">{t("views.frame.role")}</th>
            </tr>
          </thead>
          <tbody>
            {registers.registers.map(({ name, role }, i) => (
              <tr key={name} data-register={name}>
                <th scope="row">{name}</th>
                <td>{`0x${registers.values[i].toString(16)}`}</td>
                <td className={css["muted"]}>{t(`views.frame.roles.${role}`)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </details>
  );
}
