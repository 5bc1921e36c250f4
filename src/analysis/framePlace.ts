import type { NamedStacks } from "../model/stacks";

/** Where the code of a frame was written. */
export interface FramePlace {
  readonly func: string;
  readonly file: string | null;
  readonly line: number; // 0 when unknown
}

type Named = Pick<NamedStacks, "strings" | "funcs" | "frames">;

/** Function, file and line of a frame (-> frames). */
export function framePlace(named: Named, frame: number): FramePlace {
  const { strings, funcs, frames } = named;
  return {
    func: strings[funcs.name[frames.func[frame]]],
    file: strings[fileOfFrame(named, frame)] ?? null,
    line: frames.line[frame],
  };
}

/**
 * The file of a frame (-> strings), -1 when unknown. It is not always its function's: functions of one name, as C's static
 * ones, are one row, and a function's lines may come from more than one file (#include).
 */
export function fileOfFrame({ funcs, frames }: Pick<Named, "funcs" | "frames">, frame: number): number {
  return frames.file === undefined ? funcs.file[frames.func[frame]] : frames.file[frame];
}
