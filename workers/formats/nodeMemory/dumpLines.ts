import type { DumpColumns } from "./dumpColumns";
import { meminfoLine } from "./meminfo";
import { numactlLine } from "./numactlHardware";
import { NumaMaps } from "./numaMaps";
import { NumastatTable } from "./numastatTable";
import { timeOfLine } from "./timeLine";

/** The lines of a text that holds dumps of any kind. */
export class DumpLines {
  readonly #columns: DumpColumns;
  readonly #maps: NumaMaps;
  readonly #table: NumastatTable;

  constructor(columns: DumpColumns) {
    this.#columns = columns;
    this.#maps = new NumaMaps(columns);
    this.#table = new NumastatTable(columns);
  }

  /** False for a line of no known text. */
  line(text: string): boolean {
    if (text.trim() === "") return true;
    const time = timeOfLine(text); // first: a row of a table may end in the same figures
    if (time !== null) {
      this.#columns.time(time);
      return true;
    }
    return (
      this.#maps.line(text) ||
      meminfoLine(text, this.#columns) ||
      numactlLine(text, this.#columns) ||
      this.#table.line(text)
    );
  }
}
