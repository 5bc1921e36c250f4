const FNV_OFFSET = 0x811c9dc5;
const FNV_PRIME = 0x01000193;

/** Of a text that an address may not hold (FNV-1a, 32 bits): tells equal ones, and no name. */
export function checksum(text: string): number {
  let hash = FNV_OFFSET;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), FNV_PRIME);
  return hash >>> 0;
}
