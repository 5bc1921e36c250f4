/**
 * How many samples of a capture were in each of its codes: all that figures about names need of its samples, of which
 * there may be millions. Those of countedProfiles (analysis) are counted.
 */
export interface SampledCodes {
  readonly samples: number;
  readonly withoutStack: number;
  readonly ended: Float64Array; // per code: samples whose innermost frame it is
  readonly frames: Float64Array; // per code: frames of all samples, so that recursion counts
}
