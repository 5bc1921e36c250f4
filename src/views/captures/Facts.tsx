import { useWords } from "../../i18n";
import type { Capture } from "../../model/capture";
import { formatCount } from "../../ui/format";
import { Name } from "../../ui/Name";
import css from "./captures.module.css";

type Fact = Capture["facts"][string];

/** What the file says of itself, by the format's own field names. */
export function Facts({ facts }: { readonly facts: Capture["facts"] }) {
  const { t } = useWords();
  const known = Object.entries(facts).filter(([, value]) => value !== null && value !== "" && !isEmptyList(value));
  if (known.length === 0) return null;
  return (
    <section className={css["part"]}>
      <h2>{t("views.captures.facts")}</h2>
      <dl className={css["facts"]}>
        {known.map(([name, value]) => (
          <div key={name} className={isLongList(value) ? css["longList"] : undefined}>
            <dt>{name}</dt>
            <dd>
              <FactValue value={value} />
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function isEmptyList(value: Fact): boolean {
  return Array.isArray(value) && value.length === 0;
}

const LONG_LIST = 10;

function isLongList(value: Fact): boolean {
  return Array.isArray(value) && value.length > LONG_LIST;
}

const SHOWN_OF_LIST = 50;

function FactValue({ value }: { readonly value: Fact }) {
  const { t, language } = useWords();
  if (value === null) return null;
  if (typeof value === "boolean") return t(value ? "views.captures.yes" : "views.captures.no");
  if (typeof value === "number") return formatCount(value, language);
  if (typeof value === "string") return <Name text={value} />;
  return (
    <ul>
      {value.slice(0, SHOWN_OF_LIST).map((item, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: items may be equal
        <li key={index}>
          <Name text={item} />
        </li>
      ))}
      {value.length > SHOWN_OF_LIST && <li>… {formatCount(value.length - SHOWN_OF_LIST, language)}</li>}
    </ul>
  );
}
