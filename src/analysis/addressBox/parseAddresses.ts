import type { AddressQuery } from "../../model/addresses";

/** What the address box takes at most; more is a job for addr2line. */
export const ADDRESS_MAX_LINES = 200_000;

/** What ends a line. No more than an address is looked at from any place of a long line. */
const ADDRESS = /(0x)?([0-9a-f]{1,16})\)?$/i;

/**
 * The lines of the box, in order; empty ones and those that begin with "#" are left out. A line that is no address is
 * kept, with NaN, so that answers stay beside their lines.
 */
export function parseAddresses(text: string): AddressQuery[] {
  const queries: AddressQuery[] = [];
  for (const line of text.split(/\r\n?|\n/)) {
    const input = line.trim();
    if (input === "" || input.startsWith("#")) continue;
    if (queries.length === ADDRESS_MAX_LINES) break;
    queries.push(parseLine(input));
  }
  return queries;
}

/** "address", "module address", or "module+0xoffset", also with the offset in parentheses: "libc.so.6(+0x1234)". */
function parseLine(input: string): AddressQuery {
  const found = ADDRESS.exec(input);
  const before = input.slice(0, found?.index ?? 0);
  const last = before.charAt(before.length - 1);
  const isOffset = last === "+" && found?.[1] !== undefined;
  if (found === null || !(isOffset || last.trim() === "")) {
    return { input, module: null, address: Number.NaN, counts: "stated" };
  }
  const module = (isOffset ? before.slice(0, -1) : before).trimEnd().replace(/\($/, "");
  return {
    input,
    module: module === "" ? null : lastPart(module),
    address: signed(found[2] ?? ""),
    counts: isOffset ? "file-offset" : "stated",
  };
}

/** ffffffff81000000 is the kernel's, below zero. */
function signed(digits: string): number {
  return Number(BigInt.asIntN(64, BigInt(`0x${digits}`)));
}

function lastPart(path: string): string {
  return path.startsWith("[") ? path : path.slice(path.lastIndexOf("/") + 1);
}
