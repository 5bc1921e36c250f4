import { CopyButton } from "./CopyButton";
import css from "./parts.module.css";

interface CommandLineProps {
  readonly title: string;
  readonly command: string;
  readonly copy: string; // word on the button
  readonly copied: string; // and after it was pressed
}

/** A command to be run elsewhere, with a button that copies it. */
export function CommandLine({ title, command, copy, copied }: CommandLineProps) {
  return (
    <div className={css["command"]}>
      <p className={css["commandTitle"]}>{title}</p>
      <div className={css["commandLine"]}>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolled region must be reachable by keyboard */}
        <pre className={css["commandText"]} tabIndex={0}>
          {command}
        </pre>
        <CopyButton text={command} copy={copy} copied={copied} />
      </div>
    </div>
  );
}
