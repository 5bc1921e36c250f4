import { type RefObject, useEffect, useReducer, useRef, useState } from "react";
import css from "./flameGraph.module.css";
import type { Layout } from "./foldProfile";
import { type FrameState, frameEvent, LOADING, nextFrameState, TICK_MS, Watchdog } from "./frameState";

interface SpeedscopeFrameProps {
  readonly file: File;
  readonly layout: Layout;
  readonly search: string; // what it begins by looking for, "" for nothing
  readonly scheme: "light" | "dark";
  readonly title: string;
  readonly onState: (state: FrameState) => void;
}

/**
 * speedscope in a sandboxed frame of its own: it gets one profile, then is thrown away with all its memory. Mount it
 * with a new key for every profile.
 */
export function SpeedscopeFrame({ file, layout, search, scheme, title, onState }: SpeedscopeFrameProps) {
  const frame = useRef<HTMLIFrameElement>(null);
  const wanted = useRef(search); // another word later is no reason to load again
  const [html, setHtml] = useState<string | null>(null);
  const [state, tell] = useReducer(nextFrameState, LOADING);
  useEffect(() => onState(state), [onState, state]);
  useEffect(() => {
    let isGone = false;
    import("virtual:speedscope").then(
      ({ speedscopeHtml }) => !isGone && setHtml(speedscopeHtml),
      (error: unknown) => !isGone && tell({ kind: "state", state: "failed", text: String(error) }),
    );
    return () => {
      isGone = true;
    };
  }, []);
  useEffect(() => {
    if (html === null) return;
    const watchdog = new Watchdog(performance.now());
    const onMessage = ({ source, data }: MessageEvent<unknown>) => {
      const inside = frame.current?.contentWindow;
      if (!inside || source !== inside) return;
      const event = frameEvent(data);
      if (event === null) return;
      watchdog.heard(performance.now());
      tell(event);
      // The frame has no origin that could be named; what it gets is meant for nobody else, and it holds nobody else.
      if (event.kind === "ready")
        inside.postMessage({ kind: "speedscope:load", file, view: layout, search: wanted.current }, "*");
    };
    addEventListener("message", onMessage);
    const timer = setInterval(() => {
      if (watchdog.tick(performance.now(), document.hidden)) tell({ kind: "silent" });
    }, TICK_MS);
    return () => {
      removeEventListener("message", onMessage);
      clearInterval(timer);
    };
  }, [html, file, layout]);
  const isFocused = useIsFocused(frame);
  if (html === null) return null;
  return (
    <iframe
      ref={frame}
      className={css["frame"]}
      data-focused={isFocused ? "" : undefined}
      name={`theme-${scheme}`}
      title={title}
      sandbox="allow-scripts allow-downloads"
      srcDoc={html}
    />
  );
}

/** Whether the focus is somewhere in a frame: the window loses it then, and has it again when it comes out. */
function useIsFocused(frame: RefObject<HTMLIFrameElement | null>): boolean {
  const [isFocused, setFocused] = useState(false);
  useEffect(() => {
    const look = () => setFocused(frame.current !== null && document.activeElement === frame.current);
    const lookSoon = () => setTimeout(look); // some browsers name the frame a moment later
    addEventListener("blur", lookSoon);
    addEventListener("focus", lookSoon);
    return () => {
      removeEventListener("blur", lookSoon);
      removeEventListener("focus", lookSoon);
    };
  }, [frame]);
  return isFocused;
}
