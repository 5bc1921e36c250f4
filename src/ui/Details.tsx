import type { ReactNode } from "react";
import css from "./Details.module.css";

interface DetailsProps {
  readonly label: string;
  readonly heading: ReactNode;
  readonly children: ReactNode;
}

/** What is known of a chosen row: a part of a pane that scrolls, so that the keyboard must reach it. */
export function Details({ label, heading, children }: DetailsProps) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: see above
    <section className={css["details"]} tabIndex={0} aria-label={label}>
      <h2>{heading}</h2>
      {children}
    </section>
  );
}

/** Parts of the details beside each other where there is room. */
export function DetailColumns({ children }: { readonly children: ReactNode }) {
  return <div className={css["columns"]}>{children}</div>;
}

/** A figure or a word by its title; the hint is shown on hover. */
export interface Fact {
  readonly title: string;
  readonly text: string;
  readonly hint?: string | undefined;
}

export function Facts({ facts }: { readonly facts: readonly Fact[] }) {
  return (
    <dl className={css["facts"]}>
      {facts.map(({ title, text, hint }) => (
        <div key={title} title={hint}>
          <dt>{title}</dt>
          <dd>{text}</dd>
        </div>
      ))}
    </dl>
  );
}

interface LinkButtonProps {
  readonly title?: string;
  readonly action?: string; // data-action, for tests
  readonly opensDialog?: boolean;
  readonly onClick: () => void;
  readonly children: ReactNode;
}

/** A button in running text: it leads to another place of the page. */
export function LinkButton({ title, action, opensDialog = false, onClick, children }: LinkButtonProps) {
  return (
    <button
      type="button"
      className={css["link"]}
      title={title}
      data-action={action}
      aria-haspopup={opensDialog ? "dialog" : undefined}
      onClick={onClick}
    >
      {children}
    </button>
  );
}
