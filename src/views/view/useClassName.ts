import { useCallback } from "react";
import { useWords } from "../../i18n";
import { elemBytesOf, sizeClassOf } from "../../model/sizeClasses";
import { MANUAL_SPAN } from "../../model/spanLives";
import { formatBytes } from "../../ui/format";

/** What a spanclass is called: the size of its objects, and whether they have pointers. */
export function useClassName(): (spanclass: number) => string {
  const { t, language } = useWords();
  return useCallback(
    (spanclass) => {
      if (spanclass === MANUAL_SPAN) return t("views.spans.classManual");
      const sizeClass = sizeClassOf(spanclass);
      if (sizeClass < 0) return t("views.spans.classUnknown");
      const isNoscan = (spanclass & 1) === 1;
      if (sizeClass === 0) return t(isNoscan ? "views.spans.classLargeNoscan" : "views.spans.classLarge");
      const size = formatBytes(elemBytesOf(spanclass, 1), language);
      return isNoscan ? t("views.spans.classNoscan", { size }) : size;
    },
    [t, language],
  );
}
