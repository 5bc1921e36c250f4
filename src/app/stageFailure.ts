import type { StageFailure } from "../model/session";
import { changeFile, session } from "../store/session";

/** Says it once: a binary is read again for every capture and whenever more of its files come. */
export function addStageFailure(fileId: number, failure: StageFailure): void {
  const file = session.getState().files.find(({ id }) => id === fileId);
  if (file === undefined || file.stageFailures.some((known) => isSameFailure(known, failure))) return;
  changeFile(fileId, { stageFailures: [...file.stageFailures, failure] });
}

function isSameFailure(a: StageFailure, b: StageFailure): boolean {
  return a.code === b.code && a.where === b.where && a.offset === b.offset && a.message === b.message;
}
