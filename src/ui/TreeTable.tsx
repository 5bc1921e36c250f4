import { type ReactNode, useMemo, useState } from "react";
import { type Column, Grid } from "./Grid";
import css from "./Grid.module.css";

interface TreeTableProps<Node> {
  readonly label: string;
  /** A new list begins a new tree: everything is folded, but for the heaviest way down. */
  readonly roots: readonly Node[];
  readonly childrenOf: (node: Node) => readonly Node[];
  readonly hasChildren: (node: Node) => boolean;
  /** Tells a node from its siblings. */
  readonly keyOf: (node: Node) => string;
  readonly columns: readonly Column<Node>[];
  /** The column that holds the tree itself, last of all. */
  readonly tree: { readonly title: string; readonly width: string; readonly cell: (node: Node) => ReactNode };
  /** Whether a node is opened from the start when all above it are. */
  readonly opens: (node: Node, parent: Node | null) => boolean;
  readonly onSelect?: (node: Node) => void;
  readonly onActivate?: (node: Node) => void;
  /** Keys of the view's own; true when it has used the key. */
  readonly onKey?: (key: string, node: Node) => boolean;
  readonly empty: string;
}

interface TreeRow<Node> {
  readonly node: Node;
  readonly key: string;
  readonly level: number; // 1 for roots
  readonly parent: number; // row, -1 for roots
  readonly expanded: boolean;
}

const MAX_INDENT_LEVELS = 60;
const INDENT_REM = 0.85;
/** How far `*` opens, and how many rows a tree opens by itself: enough to see, not enough to wait for. */
const MAX_OPENED_ROWS = 2000;

interface Unfolded<Node> {
  readonly roots: readonly Node[];
  readonly keys: ReadonlySet<string>;
}

export function TreeTable<Node>(props: TreeTableProps<Node>) {
  const { roots, childrenOf, keyOf, columns, tree } = props;
  const [unfolded, setUnfolded] = useState<Unfolded<Node>>(() => ({ roots, keys: keysOpenAtFirst(props) }));
  const [selected, setSelected] = useState("");
  if (unfolded.roots !== roots) setUnfolded({ roots, keys: keysOpenAtFirst(props) });
  const { keys } = unfolded;
  const rows = useMemo(() => visibleRows(roots, childrenOf, keyOf, keys), [roots, childrenOf, keyOf, keys]);
  const selectedIndex = rows.findIndex(({ key }) => key === selected);

  const setOpen = (index: number, open: boolean) => {
    const changed = new Set(keys);
    if (open) changed.add(rows[index].key);
    else changed.delete(rows[index].key);
    setUnfolded({ roots, keys: changed });
  };
  const choose = (index: number) => {
    setSelected(rows[index].key);
    props.onSelect?.(rows[index].node);
  };
  const onKey = (key: string, index: number): boolean => {
    const row = rows[index];
    if (row === undefined) return false;
    const opens = props.hasChildren(row.node);
    if (key === "ArrowRight") {
      if (opens && !row.expanded) setOpen(index, true);
      else if (row.expanded && index + 1 < rows.length) choose(index + 1);
    } else if (key === "ArrowLeft") {
      if (row.expanded) setOpen(index, false);
      else if (row.parent >= 0) choose(row.parent);
    } else if (key === "*") {
      setUnfolded({ roots, keys: new Set([...keys, ...keysBelow(props, row)]) });
    } else {
      return props.onKey?.(key, row.node) ?? false;
    }
    return true;
  };

  const treeColumn: Column<Node> = { id: "tree", title: tree.title, width: tree.width, cell: tree.cell };
  return (
    <Grid
      role="treegrid"
      label={props.label}
      columns={[...columns, treeColumn]}
      header={({ title }) => <div className={css["unsorted"]}>{title}</div>}
      count={rows.length}
      row={(index) => {
        const { node, key, level, expanded } = rows[index];
        const opens = props.hasChildren(node);
        const cells = columns.map(({ cell }) => cell(node));
        cells.push(
          <span style={{ paddingLeft: `${Math.min(level - 1, MAX_INDENT_LEVELS) * INDENT_REM}rem` }}>
            {/* The keyboard and screen readers have the row's own state: this is for the mouse. */}
            <button
              type="button"
              tabIndex={-1}
              aria-hidden="true"
              className={css["twisty"]}
              onClick={(event) => {
                event.stopPropagation();
                if (opens) setOpen(index, !expanded);
              }}
            >
              {opens ? (expanded ? "▾" : "▸") : ""}
            </button>
            {tree.cell(node)}
          </span>,
        );
        return { key, cells, level, expanded: opens ? expanded : undefined };
      }}
      selected={selectedIndex}
      onSelect={choose}
      onActivate={(index) => {
        if (props.onActivate !== undefined) props.onActivate(rows[index].node);
        else if (props.hasChildren(rows[index].node)) setOpen(index, !rows[index].expanded);
      }}
      onKey={onKey}
      empty={props.empty}
    />
  );
}

/** The rows of all unfolded nodes, top to bottom. A loop, because a tree may be deeper than JavaScript's stack. */
function visibleRows<Node>(
  roots: readonly Node[],
  childrenOf: (node: Node) => readonly Node[],
  keyOf: (node: Node) => string,
  keys: ReadonlySet<string>,
): readonly TreeRow<Node>[] {
  const rows: TreeRow<Node>[] = [];
  const waiting = [...roots].reverse().map((node) => ({ node, parent: -1 }));
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { node, parent } = next;
    const above = rows[parent];
    const key = `${above?.key ?? ""}/${keyOf(node)}`;
    const expanded = keys.has(key);
    const index = rows.push({ node, key, level: (above?.level ?? 0) + 1, parent, expanded }) - 1;
    if (expanded) for (const child of [...childrenOf(node)].reverse()) waiting.push({ node: child, parent: index });
  }
  return rows;
}

function keysOpenAtFirst<Node>({
  roots,
  childrenOf,
  hasChildren,
  keyOf,
  opens,
}: TreeTableProps<Node>): ReadonlySet<string> {
  const keys = new Set<string>();
  let level: { node: Node; parent: Node | null; above: string }[] = roots.map((node) => ({
    node,
    parent: null,
    above: "",
  }));
  while (level.length > 0 && keys.size < MAX_OPENED_ROWS) {
    const below: typeof level = [];
    for (const { node, parent, above } of level) {
      if (!hasChildren(node) || !opens(node, parent)) continue;
      const key = `${above}/${keyOf(node)}`;
      keys.add(key);
      for (const child of childrenOf(node)) below.push({ node: child, parent: node, above: key });
    }
    level = below;
  }
  return keys;
}

/** Keys of a row and of everything below it, breadth first, up to a bound. */
function keysBelow<Node>(
  { childrenOf, hasChildren, keyOf }: Pick<TreeTableProps<Node>, "childrenOf" | "hasChildren" | "keyOf">,
  { node, key }: TreeRow<Node>,
): readonly string[] {
  const keys: string[] = [];
  const waiting = [{ node, key }];
  for (let at = 0; at < waiting.length && keys.length < MAX_OPENED_ROWS; at++) {
    const { node, key } = waiting[at];
    if (!hasChildren(node)) continue;
    keys.push(key);
    for (const child of childrenOf(node)) waiting.push({ node: child, key: `${key}/${keyOf(child)}` });
  }
  return keys;
}
