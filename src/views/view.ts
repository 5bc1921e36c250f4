import type { ComponentType, LazyExoticComponent } from "react";
import type { FileKind } from "../model/capture";
import type { Selection, SessionData } from "../model/session";

export interface ViewProps {
  readonly session: SessionData;
  readonly selection: Selection;
  readonly select: (change: Partial<Selection>) => void;
}

/** One entry of the rail. Adding a view is one folder and one line in `registry.ts`. */
export interface View {
  /** Also its place in the URL and the key of its words: `views.<id>.title`, `.answers`, `.empty`. */
  readonly id: string;
  /** The kinds of file it shows; said where it has none. */
  readonly needs: readonly FileKind[];
  /** Whether it has something to show for these files. */
  accepts(session: SessionData): boolean;
  readonly Component: LazyExoticComponent<ComponentType<ViewProps>>;
}
