import { GOROUTINE_ARGS } from "../../../src/model/goroutines";
import type { ArgColumn, TextArg } from "../../../src/model/profile";
import { GrowingColumn } from "../../profile/growingColumn";
import type { GoroutineHeader } from "./header";

/** Where a goroutine was started, "" for what the text does not say. */
export interface Creator {
  readonly func: string;
  readonly place: string; // "file:line"
}

/** What a text says of each goroutine besides its stack: a row per goroutine. */
export class GoroutineColumns {
  readonly #id = new GrowingColumn((length) => new Float64Array(length));
  readonly #minutes = new GrowingColumn((length) => new Float64Array(length));
  readonly #status = new TextColumn(GOROUTINE_ARGS.status);
  readonly #createdBy = new TextColumn(GOROUTINE_ARGS.createdBy);
  readonly #createdAt = new TextColumn(GOROUTINE_ARGS.createdAt);
  readonly #leaked = new TextColumn(GOROUTINE_ARGS.leaked);
  readonly #locked = new TextColumn(GOROUTINE_ARGS.locked);
  readonly #labels = new TextColumn(GOROUTINE_ARGS.labels);
  leaked = 0;
  mostMinutes = 0;

  get statuses(): readonly string[] {
    return this.#status.strings;
  }

  push({ id, minutes, status, isLeaked, isLocked, labels }: GoroutineHeader, { func, place }: Creator): void {
    this.#id.push(id);
    this.#minutes.push(minutes);
    this.#status.push(status);
    this.#createdBy.push(func);
    this.#createdAt.push(place);
    this.#leaked.push(isLeaked ? "leaked" : "");
    this.#locked.push(isLocked ? "locked to thread" : "");
    this.#labels.push(labels);
    if (isLeaked) this.leaked++;
    if (minutes > this.mostMinutes) this.mostMinutes = minutes;
  }

  /** Those that any goroutine has something in. */
  finish(): readonly ArgColumn[] {
    const number = (name: string, column: GrowingColumn<Float64Array>) =>
      ({ name, kind: "number", values: column.finish(null) }) as const;
    const texts = [this.#status, this.#createdBy, this.#createdAt, this.#leaked, this.#locked, this.#labels];
    return [
      number(GOROUTINE_ARGS.id, this.#id),
      ...texts.filter(({ strings }) => strings.length > 0).map((column) => column.finish()),
      number(GOROUTINE_ARGS.minutes, this.#minutes),
    ];
  }
}

class TextColumn {
  readonly strings: string[] = [];
  readonly #name: string;
  readonly #values = new GrowingColumn((length) => new Int32Array(length));
  readonly #index = new Map<string, number>();

  constructor(name: string) {
    this.#name = name;
  }

  push(text: string): void {
    let value = text === "" ? -1 : this.#index.get(text);
    if (value === undefined) {
      value = this.strings.push(text) - 1;
      this.#index.set(text, value);
    }
    this.#values.push(value);
  }

  finish(): TextArg {
    return { name: this.#name, kind: "string", values: this.#values.finish(null), strings: this.strings };
  }
}
