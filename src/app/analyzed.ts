import type { StageResult } from "../client/stages";
import { addTiming } from "../store/session";
import { settled } from "./moduleStage";
import { addStageFailure } from "./stageFailure";

interface Task {
  readonly fileId: number; // the file that a failure is said of
  readonly file: string; // what was analyzed, in the report's timing
  /** Whether the session still has what it was asked of. */
  isWanted(): boolean;
}

/** What an analysis says; null when it has failed or is not wanted any more. */
export async function analyzed<T>(stage: Promise<StageResult<T>>, { fileId, file, isWanted }: Task): Promise<T | null> {
  const result = await settled(stage);
  if (!isWanted()) return null;
  if (!result.ok) {
    addStageFailure(fileId, result.error);
    return null;
  }
  const { value, ms, bytesRead: bytes, peakBytes } = result;
  addTiming({ fileId, file, stage: "analyze", ms, bytes, peakBytes });
  return value;
}
