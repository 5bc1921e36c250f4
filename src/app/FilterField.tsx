import { type RefObject, useState } from "react";
import { filterWords } from "../analysis/filter";
import { textTest } from "../analysis/frameRules/pattern";
import { useWords } from "../i18n";
import { RULE_KINDS, type RuleKind, type SampleFilter } from "../model/filter";
import css from "./FilterBar.module.css";
import { loadRe2 } from "./shownProfiles";

interface FilterFieldProps {
  readonly filter: SampleFilter;
  readonly change: (part: Partial<SampleFilter>) => void;
  readonly input: RefObject<HTMLInputElement | null>;
}

const KINDS = ["words", ...RULE_KINDS] as const;

/** Where it is not an expression. */
const PLACEHOLDERS: { readonly [Kind in (typeof KINDS)[number]]?: "filter.text" | "filter.tag" | "filter.labels" } = {
  words: "filter.text",
  tagfocus: "filter.tag",
  tagignore: "filter.tag",
  tagroot: "filter.labels",
  tagleaf: "filter.labels",
};

/** Words, or one of pprof's expressions: what is typed becomes a chip with Enter; until then nothing is filtered. */
export function FilterField({ filter, change, input }: FilterFieldProps) {
  const { t } = useWords();
  const [kind, setKind] = useState<"words" | RuleKind>("words");
  const [typed, setTyped] = useState("");
  const [isRefused, setRefused] = useState(false);
  const hint = t(`filter.rules.${kind}`);
  const add = async (): Promise<void> => {
    if (kind !== "words") await loadRe2();
    const isBad = kind !== "words" && expressions(kind, typed).some((pattern) => textTest(pattern) === null);
    setRefused(isBad);
    if (isBad) return;
    change(kind === "words" ? { text: withWords(filter, typed) } : { rules: withRule(filter, kind, typed) });
    setTyped("");
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void add();
      }}
    >
      <select
        data-choice="rule"
        aria-label={t("filter.rule")}
        title={hint}
        value={kind}
        onChange={({ target }) => {
          setKind(KINDS.find((each) => each === target.value) ?? "words");
          void loadRe2(); // an expression is judged when it has been typed
          setRefused(false);
        }}
      >
        {KINDS.map((each) => (
          <option key={each} value={each} title={t(`filter.rules.${each}`)}>
            {each === "words" ? t("filter.words") : each}
          </option>
        ))}
      </select>{" "}
      <input
        ref={input}
        type="text"
        className={css["text"]}
        data-filter="text"
        aria-label={kind === "words" ? t("filter.text") : kind}
        placeholder={t(PLACEHOLDERS[kind] ?? "filter.expression")}
        title={hint}
        aria-invalid={isRefused}
        spellCheck={false}
        autoComplete="off"
        enterKeyHint="enter"
        value={typed}
        onChange={(event) => {
          setTyped(event.target.value);
          setRefused(false);
        }}
        onKeyDown={(event) => event.key === "Escape" && setTyped("")}
      />
      {isRefused && (
        <span className={css["refused"]} role="alert">
          {" "}
          {t("filter.noExpression")}
        </span>
      )}
    </form>
  );
}

/** What of a typed rule has to be a regular expression. */
function expressions(kind: RuleKind, typed: string): readonly string[] {
  if (kind === "tagroot" || kind === "tagleaf") return [];
  return kind.startsWith("tag") ? typed.slice(typed.indexOf("=") + 1).split(",") : [typed];
}

function withWords({ text }: SampleFilter, typed: string): string {
  return [...new Set([...filterWords(text), ...filterWords(typed)])].join(" ");
}

function withRule({ rules }: SampleFilter, kind: RuleKind, pattern: string): SampleFilter["rules"] {
  const isThere = rules.some((rule) => rule.kind === kind && rule.pattern === pattern);
  return pattern === "" || isThere ? rules : [...rules, { kind, pattern }];
}
