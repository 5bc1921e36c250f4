import { guide } from "virtual:guide";
import { use, useEffect, useRef } from "react";
import type { GuidePages, GuidePlace } from "../../model/guide";
import css from "./Article.module.css";
import { GuideText, headingId } from "./GuideText";

interface ArticleProps {
  readonly place: GuidePlace;
  readonly isFirst: boolean; // the focus is where the window has put it
  readonly onPlace: (place: GuidePlace) => void;
}

/** One page of the guide, at a place in it. */
export default function Article({ place, isFirst, onPlace }: ArticleProps) {
  const { title, body } = use(pagesOf(place.language))[place.page];
  const article = useRef<HTMLElement>(null);
  useEffect(() => {
    if (isFirst) return;
    article.current?.focus({ preventScroll: true }); // the link that led here is gone
    const heading = place.heading === "" ? null : document.getElementById(headingId(place.heading));
    if (heading === null) article.current?.closest("dialog")?.scrollTo(0, 0);
    else heading.scrollIntoView();
  }, [place, isFirst]);
  return (
    <article ref={article} tabIndex={-1} className={css["article"]} lang={place.language} data-guide={place.page}>
      <h3>{title}</h3>
      <GuideText nodes={body} onPlace={onPlace} />
    </article>
  );
}

/** Asked once for each language: a promise that `use` has waited for must stay the same. */
const loading = new Map<string, Promise<GuidePages>>();

function pagesOf(language: string): Promise<GuidePages> {
  const known = loading.get(language);
  if (known !== undefined) return known;
  const pages = guide[language]();
  loading.set(language, pages);
  return pages;
}
