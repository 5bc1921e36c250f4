import { useMemo } from "react";
import { type EscapeSite, messageText } from "../../analysis/escapes/escapeSites";
import { useWords } from "../../i18n";
import { UNKNOWN_SPAN } from "../../model/spanLives";
import { formatCount, formatShare } from "../../ui/format";
import type { Column } from "../../ui/Grid";
import { ShareBar } from "../../ui/layout";
import { Name } from "../../ui/Name";
import { useClassName } from "../view/useClassName";

interface Row {
  readonly site: EscapeSite;
}

/** "main.go:26", "" when unknown. */
export function placeText({ file, line }: EscapeSite): string {
  return file === null ? "" : `${file.slice(file.lastIndexOf("/") + 1)}:${line}`;
}

/** `hasSpans`: there is a column for the spans that were written to. */
export function useColumns(total: number, search: string, hasSpans: boolean): readonly Column<Row>[] {
  const { t, language } = useWords();
  const className = useClassName();
  return useMemo(() => {
    const spanclassOf = ({ stores }: EscapeSite) => stores?.spanclass ?? UNKNOWN_SPAN;
    const classOf = ({ stores }: EscapeSite) => (stores === null ? "" : t(`views.escapes.classes.${stores.class}`));
    return [
      {
        numeric: true,
        id: "stores",
        title: t("views.escapes.stores"),
        width: "5.5rem",
        sortValue: ({ site }) => site.samples,
        cell: ({ site }) => formatCount(site.samples, language),
      },
      {
        numeric: true,
        id: "share",
        title: t("views.functions.share"),
        width: "4.5rem",
        cell: ({ site: { samples } }) => (
          <ShareBar share={total === 0 ? 0 : samples / total}>
            {formatShare(total === 0 ? 0 : samples / total, language)}
          </ShareBar>
        ),
      },
      {
        id: "class",
        title: t("views.escapes.class"),
        width: "9rem",
        sortValue: ({ site }) => classOf(site),
        cell: ({ site }) => classOf(site),
      },
      ...(hasSpans
        ? [
            {
              id: "span",
              title: t("views.escapes.span"),
              hint: t("views.escapes.spanHint"),
              width: "minmax(8rem, 12rem)",
              sortValue: ({ site }: Row) => spanclassOf(site),
              cell: ({ site }: Row) => (spanclassOf(site) === UNKNOWN_SPAN ? "" : className(spanclassOf(site))),
            },
          ]
        : []),
      {
        id: "function",
        title: t("views.functions.function"),
        width: "minmax(10rem, 2fr)",
        sortValue: ({ site }) => site.func,
        cell: ({ site }) => <Name text={site.func} match={search} />,
      },
      {
        id: "place",
        title: t("views.escapes.place"),
        width: "minmax(7rem, 1fr)",
        sortValue: ({ site }) => placeText(site),
        cell: ({ site }) => <Name text={placeText(site)} match={search} />,
      },
      {
        id: "join",
        title: t("views.escapes.join"),
        hint: t("views.escapes.joinHint"),
        width: "7rem",
        sortValue: ({ site }) => site.join,
        cell: ({ site }) => (site.stores === null ? "" : t(`views.escapes.joins.${site.join}`)),
      },
      {
        id: "message",
        title: t("views.escapes.message"),
        width: "minmax(14rem, 3fr)",
        sortValue: ({ site }) => messageText(site),
        cell: ({ site }) => <Name text={messageText(site)} match={search} />,
      },
    ];
  }, [t, language, className, total, search, hasSpans]);
}
