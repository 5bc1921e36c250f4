import { useMemo, useState } from "react";
import { addr2lineText } from "../../analysis/addressBox/answers";
import { useWords } from "../../i18n";
import type { AddressAnswer } from "../../model/addresses";
import type { SessionData } from "../../model/session";
import { CopyButton } from "../../ui/CopyButton";
import { formatCount } from "../../ui/format";
import { visibleText } from "../../ui/visibleText";
import type { Actions } from "../view";
import { SourceAt } from "../view/SourceAt";
import css from "./symbols.module.css";

/** Answers that are drawn; all of them are copied and in the report. */
const MAX_SHOWN = 500;

interface AddressBoxProps {
  readonly session: SessionData;
  readonly actions: Actions;
}

/** Addresses from elsewhere (a crash, another tool), answered as addr2line would. */
export function AddressBox({ session, actions }: AddressBoxProps) {
  const { t, language } = useWords();
  const [text, setText] = useState(session.addressText);
  const [asked, setAsked] = useState(session.addressText);
  if (session.addressText !== asked) {
    setAsked(session.addressText); // a saved session has brought another one
    setText(session.addressText);
  }
  return (
    <section className={css["part"]} aria-label={t("views.symbols.addresses")}>
      <h2>{t("views.symbols.addresses")}</h2>
      <p className={css["muted"]}>{t("views.symbols.addressesHint")}</p>
      <form
        className={css["box"]}
        onSubmit={(event) => {
          event.preventDefault();
          actions.askAddresses(text);
        }}
      >
        <textarea
          data-field="addresses"
          aria-label={t("views.symbols.addresses")}
          placeholder={"0x473208\nleakd+0x73208\nlibc.so.6 0x9b5f4"}
          rows={4}
          spellCheck={false}
          value={text}
          onChange={({ target }) => setText(target.value)}
        />
        <button type="submit" data-action="ask-addresses">
          {t("views.symbols.ask")}
        </button>
      </form>
      {session.addresses.length > 0 && <Answers session={session} actions={actions} />}
      {session.addresses.length > MAX_SHOWN && (
        <p>{t("views.symbols.more", { total: formatCount(session.addresses.length - MAX_SHOWN, language) })}</p>
      )}
    </section>
  );
}

function Answers({ session, actions }: AddressBoxProps) {
  const { t, language } = useWords();
  const { addresses } = session;
  const [chosen, setChosen] = useState(0);
  const text = useMemo(() => addresses.map(addr2lineText).join("\n"), [addresses]);
  const known = addresses.filter(({ frames }) => frames.length > 0).length;
  const place = addresses[chosen]?.frames.find(({ file, line }) => file !== null && line > 0);
  const words = { known: formatCount(known, language), all: formatCount(addresses.length, language) };
  return (
    <>
      <p>
        {t("views.symbols.answered", words)} <CopyButton text={text} copy={t("app.copy")} copied={t("app.copied")} />
      </p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolled region must be reachable by keyboard */}
      <section className={css["scroller"]} tabIndex={0} aria-label={t("views.symbols.answer")}>
        <table className={css["answers"]} aria-label={t("views.symbols.answer")}>
          <thead>
            <tr>
              {(["address", "module", "rung", "answer"] as const).map((column) => (
                <th key={column} scope="col">
                  {t(`views.symbols.${column}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {addresses.slice(0, MAX_SHOWN).map((answer, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the same address may be asked twice
              <Answer key={index} answer={answer} chosen={index === chosen} onChoose={() => setChosen(index)} />
            ))}
          </tbody>
        </table>
      </section>
      {place !== undefined && (
        <SourceAt path={place.file ?? ""} line={place.line} session={session} actions={actions} />
      )}
    </>
  );
}

interface AnswerProps {
  readonly answer: AddressAnswer;
  readonly chosen: boolean;
  readonly onChoose: () => void;
}

function Answer({ answer, chosen, onChoose }: AnswerProps) {
  const { t } = useWords();
  return (
    <tr data-address={answer.query.input} data-chosen={chosen}>
      <th scope="row">
        <button type="button" className={css["query"]} aria-pressed={chosen} onClick={onChoose}>
          <Line text={answer.query.input} />
        </button>
      </th>
      <td>
        <Line text={answer.module} />
      </td>
      <td>{t(`views.symbols.rungs.${answer.rung}`)}</td>
      <td className={css["answer"]}>
        {addr2lineText(answer)
          .split("\n")
          .map((line, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a recursive function is inlined more than once
            <div key={index}>
              <Line text={line} />
            </div>
          ))}
      </td>
    </tr>
  );
}

const MAX_CHARACTERS = 2000;

function Line({ text }: { readonly text: string }) {
  return <bdi>{visibleText(text.slice(0, MAX_CHARACTERS))}</bdi>;
}
