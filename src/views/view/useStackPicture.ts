import { type ComponentProps, useCallback, useMemo } from "react";
import { icicleLayout, type MergedStacks } from "../../analysis/icicleLayout";
import type { NamedStacks } from "../../model/stacks";
import type { Icicle } from "../../ui/Icicle";
import { visibleText } from "../../ui/visibleText";
import type { ViewProps } from "./index";
import { useZoom } from "./useZoom";

interface StackPictureOptions {
  readonly zoom: Parameters<typeof useZoom>[0];
  /** What frames are as wide as: its name, its values by node, its unit. */
  readonly measure: readonly [name: string, values: Float64Array, unit: string];
  /** Stands before a frame's name; null for nothing. */
  readonly signOf: ((change: number) => string) | null;
}

interface StackPicture {
  readonly root: number; // node that the picture is zoomed to, -1 for everything
  readonly setRoot: (node: number) => void;
  readonly nameOf: (node: number) => string;
  readonly frames: Pick<
    ComponentProps<typeof Icicle>,
    "layout" | "root" | "onRoot" | "onChoose" | "depthOf" | "textOf" | "figures"
  >;
}

/** Longer texts are never drawn in full. */
const MAX_TEXT = 300;

/** Merged stacks as frames of an Icicle, by their names; a frame that is chosen is marked in all views. */
export function useStackPicture(
  merged: MergedStacks,
  { strings, funcs }: NamedStacks,
  { zoom, measure: [measure, values, unit], signOf }: StackPictureOptions,
  view: Pick<ViewProps, "selection" | "select">,
): StackPicture {
  const layout = useMemo(() => icicleLayout(merged), [merged]);
  const nameOf = useCallback((node: number) => strings[funcs.name[merged.func[node]]], [strings, funcs, merged]);
  const [root, setRoot] = useZoom(zoom, view, merged, nameOf);
  const depthOf = useCallback((node: number) => merged.depth[node], [merged]);
  const textOf = useCallback(
    (node: number) => (signOf?.(merged.change[node]) ?? "") + visibleText(nameOf(node).slice(0, MAX_TEXT)),
    [nameOf, merged, signOf],
  );
  const frames = {
    layout,
    root,
    onRoot: setRoot,
    onChoose: (node: number) => view.select({ marked: nameOf(node) }),
    depthOf,
    textOf,
    figures: {
      head: ["function", `${measure} (${unit})`, `self (${unit})`],
      of: (node: number) => [nameOf(node), values[node], merged.self[node]],
    },
  };
  return { root, setRoot, nameOf, frames };
}
