import { useVirtualizer } from "@tanstack/react-virtual";
import { useEffect, useMemo, useRef } from "react";
import css from "./Source.module.css";
import { visibleText } from "./visibleText";

interface SourceProps {
  readonly text: string;
  readonly line: number; // 1-based, marked and scrolled to; 0 for none
  readonly label: string;
}

/** Longer lines than this are generated, and cut. */
const MAX_CHARACTERS = 1000;
const LINE_PX = 18;
/** What a page without layout (the server's, a test's) is taken for. */
const INITIAL_RECT = { width: 1000, height: 300 };

/** Source text with line numbers, inert: only the lines that are seen are in the page. */
export function Source({ text, line, label }: SourceProps) {
  const scroller = useRef<HTMLElement>(null);
  const lines = useMemo(() => text.split(/\r\n?|\n/), [text]);
  const virtualizer = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => LINE_PX,
    overscan: 20,
    initialRect: INITIAL_RECT,
    initialOffset: Math.max(0, (line - 8) * LINE_PX),
  });
  useEffect(() => {
    if (line > 0) virtualizer.scrollToIndex(Math.min(line, lines.length) - 1, { align: "center" });
  }, [virtualizer, line, lines.length]);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolled region must be reachable by keyboard
    <section ref={scroller} className={css["source"]} aria-label={label} tabIndex={0}>
      <ol className={css["lines"]} style={{ height: virtualizer.getTotalSize() }}>
        {virtualizer.getVirtualItems().map(({ index, start }) => (
          <li
            key={index}
            value={index + 1}
            className={css["line"]}
            data-line={index + 1}
            aria-current={index + 1 === line ? "location" : undefined}
            style={{ transform: `translateY(${start}px)`, height: LINE_PX }}
          >
            <span className={css["number"]} aria-hidden="true">
              {index + 1}
            </span>
            <code className={css["text"]}>{shown(lines[index] ?? "")}</code>
          </li>
        ))}
      </ol>
    </section>
  );
}

/** Tabs stay what they are. */
function shown(line: string): string {
  const cut = line.length > MAX_CHARACTERS ? `${line.slice(0, MAX_CHARACTERS)}…` : line;
  return cut.split("\t").map(visibleText).join("\t");
}
