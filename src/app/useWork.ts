import { useEffect, useState } from "react";
import { isUnread } from "../analysis/isUnread";
import { isBusy } from "../client/stages";
import type { Progress, Stage } from "../model/session";
import { session } from "../store/session";
import { beginReading, type Reading, readingProgress, unwindingProgress } from "./overallProgress";
import { isIdle, useSessionState } from "./useSession";

/** What is being done for all files together, and how far it has got. */
export interface Work {
  readonly stage: Stage | null; // the first that is not over, null for nothing
  readonly filesDone: number;
  readonly progress: Progress | null; // of stages that count bytes
}

/** Progress comes four times a second from every worker; the page looks at the whole of it as often. */
const LOOK_MS = 250;

/** Looks when work begins, then four times a second, and when it is over. */
export function useWork(): Work {
  const idle = useSettledIdle();
  const [work, setWork] = useState<Work>({ stage: null, filesDone: 0, progress: null });
  useEffect(() => {
    let reading: Reading | null = null;
    const look = (): void => {
      const { files } = session.getState();
      const left = files.filter(isUnread).length;
      reading = left === 0 ? null : (reading ?? beginReading(files, performance.now()));
      setWork({
        stage: idle ? null : left > 0 ? "decode" : (LATER.find(isBusy) ?? "analyze"),
        filesDone: files.length - left,
        progress: reading === null ? unwindingProgress(files) : readingProgress(files, reading),
      });
    };
    look();
    if (idle) return;
    const timer = setInterval(look, LOOK_MS);
    return () => clearInterval(timer);
  }, [idle]);
  return work;
}

const LATER: readonly Stage[] = ["unwind", "symbolize"];

/** Between two questions that a view asks, one after the other, nothing is done: that is not said. */
const SETTLED_MS = 200;

/** Whether nothing has been done for a moment. */
function useSettledIdle(): boolean {
  const idle = useSessionState(isIdle);
  const [settled, setSettled] = useState(idle);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(idle), idle ? SETTLED_MS : 0);
    return () => clearTimeout(timer);
  }, [idle]);
  return idle && settled;
}
