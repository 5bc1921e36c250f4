/** What keeps objects alive that lie in spans of one class. */
export interface SpanHolder {
  readonly source: "heap-profile" | "heap-dump" | "trace";
  readonly fileId: number; // -> SessionFile.id: what says it
  /**
   * Of a heap profile the innermost function that is none of the runtime's own; of a dump the root, "" for several; of a
   * trace the type, "" where objects have none.
   */
  readonly func: string;
  readonly stack: readonly string[]; // leaf first; of a heap profile only
  readonly spanclass: number;
  readonly bytes: number; // of live objects
}
