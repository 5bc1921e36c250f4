import { type RefObject, useCallback, useLayoutEffect, useRef, useState } from "react";
import { flushSync } from "react-dom";
import { heightOf, keptIn, type Rows, rowsSeen, type Scrolled, scrolledTo, showing } from "./rowWindow";

interface RowWindow {
  readonly first: number; // of the rows that are to be in the page
  readonly end: number; // exclusive
  readonly heightPx: number; // of the element that holds them
  readonly topOf: (index: number) => number; // px in that element
  readonly onScroll: () => void; // of the scrolled element
  readonly show: (index: number, align: "nearest" | "center") => void;
}

interface Options {
  readonly scroller: RefObject<HTMLElement | null>;
  readonly count: number;
  readonly rowPx: number;
  readonly headPx: number; // height of what stays above the rows
  readonly more: number; // rows in the page above and below those that are seen
  readonly firstTopPx?: number; // before anything is scrolled
}

/** What a page without layout (the server's, a test's) is taken for. */
const UNKNOWN_VIEW_PX = 600;

/** Only those rows in the page that are seen, of any number of equal height. */
export function useRowWindow({ scroller, count, rowPx, headPx, more, firstTopPx = 0 }: Options): RowWindow {
  const [viewPx, setViewPx] = useState(UNKNOWN_VIEW_PX);
  const [last, setScrolled] = useState<Scrolled>({ scrollTop: firstTopPx, topPx: firstTopPx });
  const rows: Rows = { count, rowPx, viewPx, headPx };
  const scrolled = keptIn(rows, last);
  const latest = useRef({ rows, scrolled });
  latest.current = { rows, scrolled };
  useLayoutEffect(() => {
    const { current } = scroller;
    if (current === null) return;
    const look = () => setViewPx(current.clientHeight);
    look();
    const observer = new ResizeObserver(look);
    observer.observe(current);
    return () => observer.disconnect();
  }, [scroller]);
  const onScroll = () => {
    const scrollTop = scroller.current?.scrollTop ?? 0;
    const { rows, scrolled } = latest.current;
    // before the next frame, which would show the place of rows that are not there yet
    if (scrollTop !== scrolled.scrollTop) flushSync(() => setScrolled(scrolledTo(rows, scrolled, scrollTop)));
  };
  const show = useCallback(
    (index: number, align: "nearest" | "center") => {
      const { current } = scroller;
      if (current === null) return;
      const { rows, scrolled } = latest.current;
      const wanted = showing({ ...rows, viewPx: current.clientHeight }, scrolled, index, align);
      current.scrollTop = wanted.scrollTop;
      setScrolled({ ...wanted, scrollTop: current.scrollTop });
    },
    [scroller],
  );
  const { first, end } = rowsSeen(rows, scrolled, more);
  const shift = scrolled.topPx - scrolled.scrollTop;
  return { first, end, heightPx: heightOf(rows), topOf: (index) => index * rowPx - shift, onScroll, show };
}
