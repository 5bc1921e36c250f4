import type { ReactNode } from "react";
import css from "./Details.module.css";

interface DetailsProps {
  readonly label: string; // for screen readers: what it is about
  readonly heading: ReactNode;
  readonly children: ReactNode;
}

/** What is known of the chosen row of a table. Lies in a Pane and scrolls by itself. */
export function Details({ label, heading, children }: DetailsProps) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolled region must be reachable by keyboard
    <section className={css["details"]} tabIndex={0} aria-label={label}>
      <h2>{heading}</h2>
      {children}
    </section>
  );
}

interface LinkButtonProps {
  readonly title?: string;
  readonly onClick: () => void;
  readonly children: ReactNode;
}

/** A text that leads to another place of the page: a frame of a stack. */
export function LinkButton({ title, onClick, children }: LinkButtonProps) {
  return (
    <button type="button" className={css["link"]} title={title} onClick={onClick}>
      {children}
    </button>
  );
}
