import { useCallback, useDeferredValue, useMemo } from "react";
import { baseName } from "../../analysis/baseName";
import type { MergedStacks } from "../../analysis/icicleLayout";
import { useWords } from "../../i18n";
import type { ProfileEntry } from "../../model/session";
import { formatShare, formatWeight } from "../../ui/format";
import { Icicle } from "../../ui/Icicle";
import { ViewFrame } from "../../ui/layout";
import { Name } from "../../ui/Name";
import { SearchBox } from "../../ui/SearchBox";
import { frameToken } from "../../ui/useColours";
import { isolatedText, visibleText } from "../../ui/visibleText";
import type { ViewProps } from "../view";
import { OfChosenProfile } from "../view/OfChosenProfile";
import css from "../view/stackPicture.module.css";
import { useAnalysis } from "../view/useAnalysis";
import { useFrameOpener } from "../view/useFrameOpener";
import { useStackPicture } from "../view/useStackPicture";
import { frameColours } from "./frameColour";

export default function IcicleView(props: ViewProps) {
  return (
    <OfChosenProfile id="icicle" {...props}>
      {(entry) => <Picture key={entry.id} {...props} entry={entry} />}
    </OfChosenProfile>
  );
}

function Picture({ entry, session, selection, select }: ViewProps & { readonly entry: ProfileEntry }) {
  const { t, language } = useWords();
  const { openFunction } = useFrameOpener({ session, selection, select });
  const { named, profile } = entry;
  const { merged, total, hasNegative } = useAnalysis("icicle", named, profile.samples);
  const colours = useMemo(() => frameColours(named), [named]);
  const { root, setRoot, nameOf, frames } = useStackPicture(
    merged,
    named,
    { zoom: "icicle.zoom", measure: ["total", merged.weight, profile.unit], signOf: null },
    { selection, select },
  );
  const colourOf = useCallback((node: number) => frameToken(colours[merged.func[node]]), [colours, merged]);

  const search = useDeferredValue(selection.search.toLowerCase());
  const { marked } = selection;
  // what is searched for, or else the function that was chosen last
  const found = useMemo(() => {
    if (search === "" && marked === "") return null;
    const { strings, funcs } = named;
    const isFound = (name: string) => (search === "" ? name === marked : name.toLowerCase().includes(search));
    return Uint8Array.from(funcs.name, (name) => (isFound(strings[name]) ? 1 : 0));
  }, [named, search, marked]);
  const isMatch = useMemo(
    () => (found === null ? null : (node: number) => found[merged.func[node]] === 1),
    [found, merged],
  );
  const foundWeight = useMemo(() => (found === null ? 0 : matchedWeight(merged, found)), [found, merged]);

  const weight = (value: number) => formatWeight(value, profile.unit, language);
  const share = (value: number) => formatShare(total === 0 ? 0 : value / total, language);
  const details = (node: number) => {
    if (node < 0) return <p className={css["notice"]}>{t("views.icicle.hint")}</p>;
    const module = named.funcs.module[merged.func[node]];
    return (
      <>
        <p className={css["line"]}>
          <Name text={nameOf(node)} match={selection.search} />{" "}
          <button type="button" onClick={() => openFunction(entry, merged.func[node])}>
            {t("views.frame.open")}
          </button>
        </p>
        <p className={css["notice"]}>
          {[
            t("views.icicle.total", { weight: weight(merged.weight[node]), share: share(merged.weight[node]) }),
            t("views.icicle.self", { weight: weight(merged.self[node]) }),
            ...(module < 0
              ? []
              : [t("views.icicle.module", { module: isolatedText(baseName(named.modules[module].path)) })]),
          ].join(" · ")}
        </p>
      </>
    );
  };
  return (
    <ViewFrame
      id="icicle"
      title={t("views.icicle.title")}
      toolbar={
        <>
          <SearchBox
            label={t("views.icicle.search")}
            value={selection.search}
            onChange={(text) => select({ search: text })}
          />
          {found !== null && (
            <span data-found={search === "" ? "marked" : "searched"}>
              {search === "" && <Name text={marked} match={marked} />}{" "}
              {t("views.icicle.found", { share: share(foundWeight) })}{" "}
              {search === "" && (
                <button type="button" title={t("views.icicle.unmark")} onClick={() => select({ marked: "" })}>
                  ×
                </button>
              )}
            </span>
          )}
          <button type="button" title={t("views.icicle.tableHint")} onClick={() => select({ view: "callTree" })}>
            {t("views.callTree.title")}
          </button>
          <button type="button" disabled={root < 0} onClick={() => setRoot(-1)}>
            {t("views.icicle.reset")}
          </button>
        </>
      }
      note={weight(total)}
    >
      {hasNegative && <p className={css["notice"]}>{t("views.icicle.absolute")}</p>}
      {merged.length === 0 ? (
        <p className={css["notice"]}>{t("views.icicle.none")}</p>
      ) : (
        <Icicle
          label={t("views.icicle.picture")}
          fileName="icicle"
          title={visibleText(`${profile.event} · ${entry.file.name} · ${weight(total)}`)}
          {...frames}
          colourOf={colourOf}
          isMatch={isMatch}
          details={details}
        />
      )}
    </ViewFrame>
  );
}

/** Weight of the stacks that have a found function in them, each counted once. */
export function matchedWeight(
  { length, parent, func, weight }: Pick<MergedStacks, "length" | "parent" | "func" | "weight">,
  found: Uint8Array,
): number {
  const inside = new Uint8Array(length);
  let sum = 0;
  for (let node = 0; node < length; node++) {
    const above = parent[node] >= 0 && inside[parent[node]] === 1;
    const is = found[func[node]] === 1;
    if (is && !above) sum += weight[node];
    inside[node] = is || above ? 1 : 0;
  }
  return sum;
}
