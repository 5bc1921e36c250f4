import { useWords } from "../../i18n";
import type { Svma } from "../../model/address";
import { formatAddress } from "../../model/address";
import { Name } from "../../ui/Name";

import css from "./frame.module.css";
import type { FrameFacts } from "./frameFacts";

/** The first two levels: function and object, then file and line with the calls that were inlined. */
export function FrameHead({ facts }: { readonly facts: FrameFacts }) {
  const { t } = useWords();
  const { place, module, match, rung, chain, code } = facts;
  const [innermost] = chain;
  return (
    <section className={css["head"]} aria-label={t("views.frame.title")}>
      <h2 className={css["function"]}>
        <Name text={innermost?.func ?? `${module.path}+0x${place.address.toString(16)}`} />
      </h2>
      <dl className={css["facts"]}>
        <Fact name={t("views.frame.module")} text={module.path} />
        {module.buildId !== null && <Fact name={t("views.frame.buildId")} text={module.buildId} />}
        <Fact name={t("views.frame.match")}>{t(`views.captures.matches.${match?.match ?? "none"}`)}</Fact>
        <Fact name={t("views.frame.rung")}>{t(`views.frame.rungs.${rung}`)}</Fact>
        {code !== null && (
          <Fact name={t("views.frame.bounds")}>
            {code.bounds === "none" ? t("views.frame.boundsUnknown") : t(`views.frame.rungs.${code.bounds}`)}
          </Fact>
        )}
        <Fact name={t("views.frame.address")}>
          <code>{formatAddress(addressOf(facts) as Svma)}</code>
        </Fact>
      </dl>
      <h3>{t("views.frame.chain")}</h3>
      <ol className={css["chain"]}>
        {chain.map((line, depth) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: its depth is what an inlined call is
          <li key={depth}>
            {depth > 0 && <span className={css["muted"]}>{t("views.frame.inlinedInto")} </span>}
            <Name text={line.func} />
            {line.file !== null && (
              <span className={css["source"]}>
                <Name text={line.line > 0 ? `${line.file}:${line.line}` : line.file} />
              </span>
            )}
          </li>
        ))}
      </ol>
    </section>
  );
}

/** Of the instruction: a caller's place is inside its call. */
function addressOf({ code, row, place }: FrameFacts): number {
  return code === null || row < 0 ? place.address : code.instructions.address[row];
}

function Fact({
  name,
  text,
  children,
}: {
  readonly name: string;
  readonly text?: string;
  readonly children?: React.ReactNode;
}) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{text === undefined ? children : <Name text={text} />}</dd>
    </>
  );
}
