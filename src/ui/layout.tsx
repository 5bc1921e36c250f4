import { createContext, type ReactNode, useContext } from "react";
import { CommandLine } from "./CommandLine";
import css from "./parts.module.css";

/** What stands beside the title of every view. */
export const BesideTitle = createContext<ReactNode>(null);

/** A view with something to show: its title for screen readers and headings, a row of controls, the rest below. */
export function ViewFrame({
  id,
  title,
  toolbar,
  note,
  children,
}: {
  readonly id: string;
  readonly title: string;
  readonly toolbar?: ReactNode;
  readonly note?: ReactNode;
  readonly children: ReactNode;
}) {
  return (
    <section className={css["view"]} data-view={id} aria-label={title}>
      <div className={css["toolbar"]}>
        <h1 className={css["viewTitle"]}>{title}</h1>
        {useContext(BesideTitle)}
        {toolbar}
        {note !== undefined && <span className={css["toolbarNote"]}>{note}</span>}
      </div>
      {children}
    </section>
  );
}

/** A view without anything to show: what it would answer, what it needs, and how to record that. */
export function EmptyView({
  id,
  title,
  answers,
  empty,
  commands,
  copy,
  copied,
  children,
}: {
  readonly id: string;
  readonly title: string;
  readonly answers: string;
  readonly empty: string;
  readonly commands: readonly { readonly title: string; readonly command: string }[];
  readonly copy: string;
  readonly copied: string;
  readonly children?: ReactNode; // behind the commands
}) {
  return (
    <section className={css["empty"]} data-view={id} data-empty="true" aria-label={title}>
      <div className={css["toolbar"]}>
        <h1>{title}</h1>
        {useContext(BesideTitle)}
      </div>
      <p>{answers}</p>
      <p className={css["muted"]}>{empty}</p>
      {commands.map(({ title, command }) => (
        <CommandLine key={command} title={title} command={command} copy={copy} copied={copied} />
      ))}
      {children}
    </section>
  );
}

/** A bordered part of a view that holds a table or a list and scrolls by itself. */
export function Pane({ children }: { readonly children: ReactNode }) {
  return <div className={css["pane"]}>{children}</div>;
}

/** Parts of a view that share the room that it leaves; `className` says how. */
export function Panes({
  className,
  children,
}: {
  readonly className: string | undefined;
  readonly children: ReactNode;
}) {
  return <div className={`${css["panes"]} ${className}`}>{children}</div>;
}

/** A call stack as list items, the innermost frame first: each is marked as the caller of the one above. */
export function StackList({ children }: { readonly children: ReactNode }) {
  return <ol className={css["stack"]}>{children}</ol>;
}

export type Tone = "good" | "warn" | "bad" | "plain";

/** A word that stands out: a verdict, a status. Its colour only repeats what the word says. */
export function Badge({ tone, children }: { readonly tone: Tone; readonly children: ReactNode }) {
  return (
    <span className={css["badge"]} data-tone={tone}>
      {children}
    </span>
  );
}

/** A share in a table's cell, with a bar behind it. */
export function ShareBar({ share, children }: { readonly share: number; readonly children: ReactNode }) {
  const percent = Math.max(0, Math.min(100, Math.abs(share) * 100));
  return (
    <span className={css["share"]} style={{ ["--share" as string]: `${percent.toFixed(1)}%` }}>
      {children}
    </span>
  );
}
