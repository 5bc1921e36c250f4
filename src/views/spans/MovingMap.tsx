import { useEffect, useEffectEvent, useMemo, useRef, useState } from "react";
import { type AddressAxis, addressAt } from "../../analysis/spans/addressAxis";
import { useWords } from "../../i18n";
import { type Avma, formatAddress } from "../../model/address";
import type { SpanHistory, SpanWindow } from "../../model/spans";
import { formatCount, formatNs } from "../../ui/format";
import { isolatedText } from "../../ui/visibleText";
import { livesIn } from "./placedLives";
import { SpanMap } from "./SpanMap";
import css from "./spans.module.css";

interface MovingMapProps {
  readonly name: string; // of the history
  readonly history: SpanHistory;
  readonly axis: AddressAxis;
  readonly groups: Uint8Array; // per life: of LIFE_GROUPS, or HIDDEN
  readonly bounds: SpanWindow;
  readonly initial: SpanWindow;
  readonly settled: SpanWindow | null; // null for the bounds
  readonly onSettled: (window: SpanWindow | null) => void;
  readonly chosen: number; // life, -1 for none
  readonly onChosen: (life: number) => void;
  readonly onPointed: (life: number) => void;
}

/** A window that is on its way belongs to no link: the browser bears few changes of the address a second. */
const SETTLED_MS = 400;

/** The map and its window. Nothing but these is drawn anew while the window moves; what else is of it follows when it has settled. */
export function MovingMap({ name, initial, settled, onSettled, ...map }: MovingMapProps) {
  const { t, language } = useWords();
  const { history, axis, groups, bounds } = map;
  const { lives } = history;
  const [window, setWindow] = useState(initial);
  const known = useRef(settled);
  useEffect(() => {
    if (known.current === settled) return;
    known.current = settled;
    setWindow(settled ?? bounds);
  }, [settled, bounds]);
  const settle = useEffectEvent((next: SpanWindow | null) => {
    known.current = next;
    onSettled(next);
  });
  useEffect(() => {
    const next = window === bounds ? null : window;
    if (next === known.current) return;
    const timer = setTimeout(() => settle(next), SETTLED_MS);
    return () => clearTimeout(timer);
  }, [window, bounds]);
  const placed = useMemo(() => livesIn(lives, axis, groups, window), [lives, axis, groups, window]);
  const addressOf = (place: number) => formatAddress(addressAt(axis, place, lives.pageBytes) as Avma);
  return (
    <>
      <SpanMap
        label={t("views.spans.map", { name: isolatedText(name), number: formatCount(lives.length, language) })}
        {...map}
        window={window}
        placed={placed}
        onWindow={setWindow}
      />
      <p className={css["muted"]} data-window="">
        {formatNs(window.fromNs, language)} – {formatNs(window.toNs, language)} · {addressOf(window.fromPlace)} –{" "}
        {addressOf(window.toPlace)} · {t("views.spans.mapHint")}
      </p>
    </>
  );
}
