/** Numbers strings from 0 in the order in which they first come. */
export class StringInterner {
  readonly texts: string[] = [];
  readonly #index = new Map<string, number>();

  /** Its number -> texts. */
  add(text: string): number {
    let index = this.#index.get(text);
    if (index === undefined) {
      index = this.texts.push(text) - 1;
      this.#index.set(text, index);
    }
    return index;
  }
}
