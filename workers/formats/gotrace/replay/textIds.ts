/** Numbers for texts, equal for equal ones. */
export class TextIds {
  readonly texts: string[] = [];
  readonly #ids = new Map<string, number>();
  readonly #max: number;

  constructor(max: number) {
    this.#max = max;
  }

  /** -1 for "" and where there is no room for one more. */
  id(text: string): number {
    if (text === "") return -1;
    let id = this.#ids.get(text);
    if (id === undefined) {
      if (this.texts.length >= this.#max) return -1;
      id = this.texts.push(text) - 1;
      this.#ids.set(text, id);
    }
    return id;
  }
}
