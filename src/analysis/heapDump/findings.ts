import type { Finding } from "../../model/report";
import type { SessionData } from "../../model/session";
import { finding } from "../findings/finding";
import { retainedAtTop } from "./retained";

/** From this share of the heap on, one root is worth a word. */
const LEAST_SHARE = 0.2;

/** What holds most of the heap in each dump, and what keeps that from being said. */
export function heapDumpFindings({ files, heapDumps }: SessionData): Finding[] {
  return files.flatMap(({ id, name, capture }) => {
    const held = heapDumps.get(id)?.held;
    if (held === undefined || capture?.kind !== "go-heapdump") return [];
    const { dump } = capture;
    const [first] = retainedAtTop(dump, held, 1);
    if (first?.kind === "cut") return [finding("growth", "warning", "heapDumpCut", { name }, null, name)];
    if (first === undefined || first.share < LEAST_SHARE || first.kind === "several") return [];
    const params = { name, root: first.name, heldShare: first.share, heldBytes: first.bytes };
    return [finding("growth", "info", "heapDumpHolder", params, first.bytes, name)];
  });
}
