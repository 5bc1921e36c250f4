import { useEffect, useMemo, useRef } from "react";
import css from "./Source.module.css";
import { useRowWindow } from "./useRowWindow";
import { visibleText } from "./visibleText";

interface SourceProps {
  readonly text: string;
  readonly line: number; // 1-based, marked and scrolled to; 0 for none
  readonly label: string;
}

/** Longer lines than this are generated, and cut. */
const MAX_CHARACTERS = 1000;
const LINE_PX = 18;
const MORE_LINES = 20; // than are seen are in the page, above and below

/** Source text with line numbers, inert: only the lines that are seen are in the page. */
export function Source({ text, line, label }: SourceProps) {
  const scroller = useRef<HTMLElement>(null);
  const lines = useMemo(() => text.split(/\r\n?|\n/), [text]);
  const { first, end, heightPx, topOf, onScroll, show } = useRowWindow({
    scroller,
    count: lines.length,
    rowPx: LINE_PX,
    headPx: 0,
    more: MORE_LINES,
    firstTopPx: Math.max(0, (line - 8) * LINE_PX),
  });
  useEffect(() => {
    if (line > 0) show(Math.min(line, lines.length) - 1, "center");
  }, [show, line, lines.length]);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolled region must be reachable by keyboard
    <section ref={scroller} className={css["source"]} aria-label={label} tabIndex={0} onScroll={onScroll}>
      <ol className={css["lines"]} style={{ height: heightPx }}>
        {lines.slice(first, end).map((text, i) => {
          const number = first + i + 1;
          return (
            <li
              key={number}
              value={number}
              className={css["line"]}
              data-line={number}
              aria-current={number === line ? "location" : undefined}
              style={{ transform: `translateY(${topOf(first + i)}px)`, height: LINE_PX }}
            >
              <span className={css["number"]} aria-hidden="true">
                {number}
              </span>
              <code className={css["text"]}>{shown(text)}</code>
            </li>
          );
        })}
      </ol>
    </section>
  );
}

/** Tabs stay what they are. */
function shown(line: string): string {
  const cut = line.length > MAX_CHARACTERS ? `${line.slice(0, MAX_CHARACTERS)}…` : line;
  return cut.split("\t").map(visibleText).join("\t");
}
