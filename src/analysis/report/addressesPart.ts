import { formatAddress, type Svma } from "../../model/address";
import type { ReportAddress } from "../../model/report";
import type { SessionData } from "../../model/session";

/** `addresses` of the report: the answers of the address box, in its order; null where nothing was asked. */
export function addressesPart({ addresses }: SessionData): ReportAddress[] | null {
  if (addresses.length === 0) return null;
  return addresses.map(({ query, module, rung, frames }) => ({
    input: query.input,
    module,
    address: Number.isNaN(query.address) ? "" : formatAddress(query.address as Svma),
    rung,
    frames: frames.map(({ func, file, line, column, inlined }) => ({ function: func, file, line, column, inlined })),
  }));
}
