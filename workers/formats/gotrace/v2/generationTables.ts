/** What the numbers in the events of one generation stand for. */
export interface GenerationTables {
  readonly gen: number;
  readonly strings: ReadonlyMap<number, string>;
  /** -> StackCapture.stacks, -1 for none. */
  stackOf(id: number): number;
  readonly types: ReadonlyMap<number, number>; // -> TracedTypes
}

export const NO_TABLES: GenerationTables = { gen: 0, strings: new Map(), stackOf: () => -1, types: new Map() };
