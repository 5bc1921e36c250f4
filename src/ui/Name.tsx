import css from "./parts.module.css";
import { visibleText } from "./visibleText";

interface NameProps {
  readonly text: string;
  /** What a search was for: marked where it occurs. */
  readonly match?: string;
  /** Another name of the same, shown on hover below this one. */
  readonly also?: string | null;
}

/** Longer names than this are cut in the page: a C++ name of a megabyte must not be laid out in a hundred rows. */
const MAX_SHOWN = 240;
const MAX_TITLE = 2000;

/** A name out of a capture: isolated from the text around it, what could be obeyed made visible, in full on hover. */
export function Name({ text, match = "", also = null }: NameProps) {
  const whole = visibleText(text.slice(0, MAX_TITLE));
  const shown = whole.length > MAX_SHOWN ? `${whole.slice(0, MAX_SHOWN - 1)}…` : whole;
  const at = match === "" ? -1 : shown.toLowerCase().indexOf(match.toLowerCase());
  return (
    <bdi className={css["name"]} title={also === null ? whole : `${whole}\n${visibleText(also.slice(0, MAX_TITLE))}`}>
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
