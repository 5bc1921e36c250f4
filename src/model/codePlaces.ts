/** Where code addresses lie in their functions, by the instructions of the binary. A row per address. */
export interface CodePlaces {
  readonly length: number;
  readonly entry: Float64Array; // bytes from the function's entry; NaN where nothing tells which function it is
  readonly size: Float64Array; // bytes of the function; NaN like `entry`
  /**
   * Bytes to the nearest place where the address could be: of a return address behind a call, of any other where an
   * instruction begins. 0 for an address that can be right, NaN where no instructions are known.
   */
  readonly error: Float64Array;
}
