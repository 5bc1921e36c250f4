/**
 * The figures that the article gives for its experiment (100,000 calls of GoroutineProfile on each architecture), as a
 * reference beside what the captures say. Its PC offset measures code size, and its limit of 512 frames is never
 * reached by GoroutineProfile, whose records hold 32.
 */
export const PUBLISHED_DEVIATION = [
  { arch: "x86_64", truncationShare: 0.0037, pcOffsetMean: 2.0, pcOffsetSd: 0.8, stackTopVariance: 142 },
  { arch: "sw_64", truncationShare: 0.0412, pcOffsetMean: 18.6, pcOffsetSd: 12.3, stackTopVariance: 2198 },
] as const;
