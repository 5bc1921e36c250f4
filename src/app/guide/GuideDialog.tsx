import { lazy, Suspense, useState } from "react";
import { useWords } from "../../i18n";
import type { GuidePlace } from "../../model/guide";
import { LinkButton } from "../../ui/Details";
import { Dialog } from "../../ui/Dialog";
import { Crash } from "../Crash";
import css from "./GuideDialog.module.css";
import { OTHER_PAGES } from "./help";

/** Loaded with the first page that is opened. */
const Article = lazy(() => import("./Article"));

interface GuideDialogProps {
  readonly page: string; // GuidePlace.page that it opens at
  readonly onClose: () => void;
}

/** The user guide in the language of the page. Its links lead on inside the window. */
export function GuideDialog({ page, onClose }: GuideDialogProps) {
  const { t, language } = useWords();
  const [trail, setTrail] = useState<readonly GuidePlace[]>([{ language, page, heading: "" }]);
  const goTo = (place: GuidePlace): void => setTrail((before) => [...before, place]);
  const place = trail[trail.length - 1];
  return (
    <Dialog id="guide" title={t("page.guide.title")} close={t("page.close")} isWide={true} onClose={onClose}>
      <nav className={css["pages"]} aria-label={t("page.guide.pages")}>
        <button
          type="button"
          data-action="guide-back"
          disabled={trail.length < 2}
          onClick={() => setTrail(trail.slice(0, -1))}
        >
          {t("page.guide.back")}
        </button>
        {OTHER_PAGES.map((each) => (
          <LinkButton key={each} onClick={() => goTo({ language: place.language, page: each, heading: "" })}>
            {t(`page.guide.others.${each}`)}
          </LinkButton>
        ))}
      </nav>
      <Crash>
        <Suspense fallback={<p role="status">{t("app.computing")}</p>}>
          <Article place={place} isFirst={trail.length === 1} onPlace={goTo} />
        </Suspense>
      </Crash>
    </Dialog>
  );
}
