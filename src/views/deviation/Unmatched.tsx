import { type FormEvent, useId, useMemo, useState } from "react";
import { useWords } from "../../i18n";
import type { DeviationOptions, UnmatchedFunction } from "../../model/deviation";
import { formatCount, formatShare } from "../../ui/format";
import type { Column } from "../../ui/Grid";
import { Pane } from "../../ui/layout";
import { Name } from "../../ui/Name";
import { Table } from "../../ui/Table";
import css from "./deviation.module.css";
import { whereColumns } from "./functionColumns";

interface UnmatchedProps {
  readonly unmatched: readonly UnmatchedFunction[];
  readonly options: DeviationOptions;
  readonly onOptions: (options: DeviationOptions) => void;
}

const keyOf = ({ side, func, module }: UnmatchedFunction): string => JSON.stringify([side, func, module]);

/** Functions of one side alone, and rules of the user's that say which of them are one. */
export function Unmatched({ unmatched, options, onOptions }: UnmatchedProps) {
  const { t, language } = useWords();
  const { rules } = options;
  const columns = useColumns();
  return (
    <details className={css["unmatched"]} data-unmatched={unmatched.length} open={rules.length > 0}>
      <summary>{t("views.deviation.functions.unmatched", { number: formatCount(unmatched.length, language) })}</summary>
      <p className={css["muted"]}>{t("views.deviation.functions.unmatchedHint")}</p>
      <RuleForm
        names={unmatched.map(({ func }) => func)}
        onRule={(name, as) => onOptions({ ...options, rules: [...rules.filter(([one]) => one !== name), [name, as]] })}
      />
      <ul className={css["rules"]}>
        {rules.map(([name, as]) => (
          <li key={name}>
            <Name text={name} /> {t("views.deviation.functions.is")} <Name text={as} />{" "}
            <button
              type="button"
              onClick={() => onOptions({ ...options, rules: rules.filter(([one]) => one !== name) })}
            >
              {t("views.deviation.functions.remove")}
            </button>
          </li>
        ))}
      </ul>
      <Pane>
        <Table
          label={t("views.deviation.functions.unmatched", { number: formatCount(unmatched.length, language) })}
          rows={unmatched}
          columns={columns}
          keyOf={keyOf}
          sortBy="share"
          sortId="deviation.unmatched.sort"
          selected={null}
          onSelect={() => {}}
          empty={t("views.deviation.functions.noUnmatched")}
        />
      </Pane>
    </details>
  );
}

interface RuleFormProps {
  readonly names: readonly string[]; // that are proposed
  readonly onRule: (name: string, as: string) => void;
}

function RuleForm({ names, onRule }: RuleFormProps) {
  const { t } = useWords();
  const [name, setName] = useState("");
  const [as, setAs] = useState("");
  const list = useId();
  const add = (event: FormEvent) => {
    event.preventDefault();
    onRule(name.trim(), as.trim());
    setName("");
    setAs("");
  };
  return (
    <form className={css["controls"]} onSubmit={add} data-form="rule">
      <datalist id={list}>
        {names.map((one) => (
          <option key={one} value={one} />
        ))}
      </datalist>
      <input
        type="text"
        list={list}
        value={name}
        aria-label={t("views.deviation.functions.name")}
        onChange={({ target }) => setName(target.value)}
      />
      {t("views.deviation.functions.is")}
      <input
        type="text"
        list={list}
        value={as}
        aria-label={t("views.deviation.functions.is")}
        onChange={({ target }) => setAs(target.value)}
      />
      <button type="submit" disabled={name.trim() === "" || as.trim() === ""}>
        {t("views.deviation.functions.add")}
      </button>
    </form>
  );
}

function useColumns(): readonly Column<UnmatchedFunction>[] {
  const { t, language } = useWords();
  return useMemo(
    () => [
      {
        id: "share",
        title: t("views.deviation.functions.share"),
        width: "6rem",
        numeric: true,
        sortValue: ({ share }) => share,
        cell: ({ share }) => formatShare(share, language),
      },
      {
        id: "side",
        title: t("views.deviation.functions.side"),
        width: "7rem",
        sortValue: ({ side }) => side,
        cell: ({ side }) => t(`views.deviation.side.${side}`),
      },
      ...whereColumns<UnmatchedFunction>({ t, language }),
    ],
    [t, language],
  );
}
