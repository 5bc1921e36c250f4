import css from "./parts.module.css";
import { hoverText, shownText } from "./visibleText";

interface NameProps {
  readonly text: string;
  /** What a search was for: marked where it occurs. */
  readonly match?: string;
  /** Another name of the same, shown on hover below this one. */
  readonly also?: string | null;
}

/** A name out of a capture: isolated from the text around it, what could be obeyed made visible, in full on hover. */
export function Name({ text, match = "", also = null }: NameProps) {
  const whole = hoverText(text);
  const shown = shownText(text);
  const at = match === "" ? -1 : shown.toLowerCase().indexOf(match.toLowerCase());
  return (
    <bdi className={css["name"]} title={also === null ? whole : `${whole}\n${hoverText(also)}`}>
      {at < 0 ? (
        shown
      ) : (
        <>
          {shown.slice(0, at)}
          <mark>{shown.slice(at, at + match.length)}</mark>
          {shown.slice(at + match.length)}
        </>
      )}
    </bdi>
  );
}
