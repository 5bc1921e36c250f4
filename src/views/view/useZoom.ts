import { useCallback, useMemo } from "react";
import type { MergedStacks } from "../../analysis/icicleLayout";
import { checksum } from "../../model/checksum";
import type { ViewProps } from "./index";
import { useViewChoice } from "./useViewChoice";

/**
 * The node that a picture of merged stacks is zoomed to, -1 for none, and what zooms. It holds as long as the same names lead to
 * that node: in the address are its number and a checksum of these.
 */
export function useZoom(
  id: "icicle.zoom" | "difference.zoom",
  props: Pick<ViewProps, "selection" | "select">,
  merged: MergedStacks,
  nameOf: (node: number) => string,
): readonly [number, (node: number) => void] {
  const [text, choose] = useViewChoice(id, props);
  const root = useMemo(() => zoomedNode(text, merged, nameOf), [text, merged, nameOf]);
  const zoom = useCallback(
    (node: number) => choose(node < 0 ? "" : zoomText(merged, node, nameOf)),
    [choose, merged, nameOf],
  );
  return [root, zoom];
}

export function zoomText(merged: MergedStacks, node: number, nameOf: (node: number) => string): string {
  const names: string[] = [];
  for (let at = node; at >= 0; at = merged.parent[at] as number) names.push(nameOf(at));
  return `${node}-${checksum(names.join("\n"))}`;
}

export function zoomedNode(text: string, merged: MergedStacks, nameOf: (node: number) => string): number {
  const node = text === "" ? -1 : Number.parseInt(text, 10);
  return node >= 0 && node < merged.length && zoomText(merged, node, nameOf) === text ? node : -1;
}
