import type { HeldClass } from "../../analysis/heapDump/sites";
import type { Column } from "../../ui/Grid";
import { Name } from "../../ui/Name";

type Held = Pick<HeldClass, "heldBy">;

/** Who holds most of a row's objects. */
export function heldByColumn(title: string, mostly: (heldBy: Held["heldBy"]) => string): Column<Held> {
  return { id: "heldBy", title, width: "minmax(13rem, 1fr)", cell: ({ heldBy }) => <Name text={mostly(heldBy)} /> };
}
