import { gravestSeries, headline } from "../../analysis/findings/headline";
import { useWords } from "../../i18n";
import { EmptyView, ViewFrame } from "../../ui/layout";
import type { ViewProps } from "../view";
import { FindingList } from "./FindingList";
import { Growth } from "./Growth";
import { Headline } from "./Headline";
import { HotFunctions } from "./HotFunctions";
import css from "./overview.module.css";
import { Quality } from "./Quality";

/** The verdict in a sentence, then what it rests on: growth, findings, quality, where the time goes. */
export default function Overview({ session, findings, select }: ViewProps) {
  const { t } = useWords();
  const title = t("views.overview.title");
  if (session.files.length === 0)
    return (
      <EmptyView
        id="overview"
        title={title}
        answers={t("views.overview.answers")}
        empty={t("views.overview.empty")}
        commands={[]}
        copy={t("app.copy")}
        copied={t("app.copied")}
      />
    );
  const said = headline(session, findings);
  const index = gravestSeries(session.heapSeries);
  const growing = session.heapSeries[index];
  return (
    <ViewFrame id="overview" title={title}>
      <Headline headline={said} session={session} />
      <div className={css["parts"]}>
        <div className={css["column"]}>
          {growing !== undefined && <Growth series={growing} index={index} all={session.heapSeries} select={select} />}
          <FindingList findings={findings} />
        </div>
        <div className={css["column"]}>
          <HotFunctions session={session} select={select} />
          <Quality session={session} />
        </div>
      </div>
    </ViewFrame>
  );
}
