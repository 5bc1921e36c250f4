/** A 64-bit address from its hex digits, with or without "0x", as a signed double. */
export function hexAddress(digits: string): number {
  const bare = digits.replace(/^0x/i, "");
  return bare.length <= 12 ? Number.parseInt(bare, 16) : Number(BigInt.asIntN(64, BigInt(`0x${bare.slice(-16)}`)));
}

/** All addresses of a text, in its order. */
export function hexAddresses(text: string): number[] {
  return (text.match(/0x[0-9a-f]+/g) ?? []).map(hexAddress);
}
