import { useWords } from "../../i18n";
import type { Deviation } from "../../model/deviation";
import { VIEW_CHOICES } from "../../model/viewChoices";
import { Choice } from "../../ui/Choice";
import { downloadBlob } from "../../ui/download";
import { EmptyView, ViewFrame } from "../../ui/layout";
import type { ViewProps } from "../view";
import { useViewChoice } from "../view/useViewChoice";
import { AttributionTable } from "./AttributionTable";
import { Comparability } from "./Comparability";
import { Distributions } from "./Distributions";
import { Flame } from "./Flame";
import { Functions } from "./Functions";
import { Limits } from "./Limits";
import { MetricTable } from "./MetricTable";
import { Published } from "./Published";
import { BEST_RECORDING, EXPERIMENT } from "./recordCommand";
import { SaveMenu } from "./SaveMenu";
import { Sides } from "./Sides";
import { Verdict } from "./Verdict";

/** Whether the candidate's sampling can be believed, by the baseline's. */
export default function DeviationView(props: ViewProps) {
  const { t } = useWords();
  const { deviation } = props.session;
  if (deviation !== null) return <Compared {...props} deviation={deviation} />;
  return (
    <EmptyView
      id="deviation"
      title={t("views.deviation.title")}
      answers={t("views.deviation.answers")}
      empty={t("views.deviation.empty")}
      commands={[
        { title: t("views.deviation.record.x86"), command: BEST_RECORDING },
        { title: t("views.deviation.record.sw64"), command: BEST_RECORDING },
        { title: t("views.deviation.record.experiment"), command: EXPERIMENT },
      ]}
      copy={t("app.copy")}
      copied={t("app.copied")}
    >
      <button type="button" data-action="save-experiment" onClick={() => void saveExperiment()}>
        {t("views.deviation.saveExperiment")}
      </button>
    </EmptyView>
  );
}

/** The Go program of the capture kit that measures sampling. */
async function saveExperiment(): Promise<void> {
  const { samplingProgram } = await import("virtual:capture-kit");
  downloadBlob("sampling.go", new Blob([samplingProgram], { type: "text/plain" }));
}

const PARTS = VIEW_CHOICES["deviation.part"];

function Compared({ session, selection, select, actions, deviation }: ViewProps & { readonly deviation: Deviation }) {
  const { t } = useWords();
  const [part, setPart] = useViewChoice("deviation.part", { selection, select });
  const options = { options: session.deviationOptions, onOptions: actions.setDeviationOptions };
  return (
    <ViewFrame id="deviation" title={t("views.deviation.title")} toolbar={<SaveMenu deviation={deviation} />}>
      <Verdict deviation={deviation} />
      <Sides deviation={deviation} onCaptures={() => select({ view: "captures" })} />
      <Comparability comparability={deviation.comparability} />
      <Choice
        label={t("views.deviation.part")}
        choices={PARTS.map((id) => ({ id, text: t(`views.deviation.parts.${id}`) }))}
        chosen={part}
        onChange={setPart}
      />
      {part === "metrics" && (
        <>
          <MetricTable deviation={deviation} />
          <Limits deviation={deviation} {...options} />
          <Published />
        </>
      )}
      {part === "distributions" && <Distributions distributions={deviation.distributions} />}
      {part === "attribution" && <AttributionTable deviation={deviation} />}
      {part === "functions" && <Functions deviation={deviation} view={{ session, selection, select }} {...options} />}
      {part === "flame" && (
        <Flame profiles={session.profiles} options={session.deviationOptions} {...{ selection, select }} />
      )}
    </ViewFrame>
  );
}
