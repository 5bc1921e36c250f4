import { useWords } from "../../i18n";
import type { Deviation } from "../../model/deviation";
import css from "./deviation.module.css";
import { sayVerdict, unmeasured } from "./sayVerdict";

/** The comparison in one paragraph. */
export function Verdict({ deviation }: { readonly deviation: Deviation }) {
  const words = useWords();
  return (
    <p
      className={css["verdict"]}
      data-verdict={deviation.verdict.state}
      data-whole={unmeasured(deviation).length === 0}
    >
      {sayVerdict(words, deviation)}
    </p>
  );
}
