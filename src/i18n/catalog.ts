/** The same keys with other words: what a translation of a catalog must have. */
export type Translation<Catalog> = {
  readonly [Key in keyof Catalog]: Catalog[Key] extends string ? string : Translation<Catalog[Key]>;
};
