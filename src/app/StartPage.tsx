import { useState } from "react";
import { useWords } from "../i18n";
import { openGuide } from "../store/session";
import { CommandLine } from "../ui/CommandLine";
import { LinkButton } from "../ui/Details";
import { RECORD_COMMANDS } from "../views/view";
import { CaptureKit } from "../views/view/CaptureKit";
import css from "./App.module.css";
import { OTHER_PAGES } from "./guide/help";
import { showDropped } from "./linkedView";
import { track } from "./pending";
import { openSample, sampleIds } from "./samples";

const RECORDING = [
  ["recordHeap", RECORD_COMMANDS.heap],
  ["recordPerfX86", RECORD_COMMANDS.perfX86],
  ["recordPerfSw64", RECORD_COMMANDS.perfSw64],
] as const;

/** What a first visit shows: what to do, samples one click away, and how to record. */
export function StartPage() {
  const { t } = useWords();
  return (
    <section className={css["start"]} data-view="start">
      <h1>{t("app.tagline")}</h1>
      <p className={css["startDrop"]}>
        <strong>{t("app.start.drop")}</strong>
        <br />
        {t("app.start.kinds")}
      </p>
      <p className={css["startGuide"]}>
        {OTHER_PAGES.map((page) => (
          <LinkButton key={page} action={`guide-${page}`} opensDialog={true} onClick={() => openGuide(page)}>
            {page === "README" ? t("page.guide.title") : t(`page.guide.others.${page}`)}
          </LinkButton>
        ))}
      </p>
      <h2>{t("app.start.samples")}</h2>
      <ul className={css["samples"]}>
        {sampleIds.map((id) => (
          <li key={id}>
            <SampleButton id={id} />
          </li>
        ))}
      </ul>
      <h2>{t("app.start.record")}</h2>
      {RECORDING.map(([what, command]) => (
        <CommandLine
          key={what}
          title={t(`app.start.${what}`)}
          command={command}
          copy={t("app.copy")}
          copied={t("app.copied")}
        />
      ))}
      <CaptureKit args="--help" />
    </section>
  );
}

/** What a sample is for, where it is not the overview. */
const FIRST_VIEW: Readonly<Record<string, string>> = { pair: "deviation" };

type SampleId = "heap-leak" | "heap-healthy" | "perf" | "sw64-heap-leak";

function SampleButton({ id }: { readonly id: string }) {
  const { t } = useWords();
  const [opening, setOpening] = useState(false);
  return (
    <button
      type="button"
      data-sample={id}
      disabled={opening}
      onClick={() => {
        setOpening(true);
        void track(openSample(id).then(() => showDropped(FIRST_VIEW[id])));
      }}
    >
      {opening ? t("app.start.opening") : t(`app.start.sampleNames.${id as SampleId}`)}
    </button>
  );
}
