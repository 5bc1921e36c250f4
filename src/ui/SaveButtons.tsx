import css from "./Chart.module.css";

interface SaveButtonsProps {
  readonly onSvg: () => void;
  readonly onPng: () => void;
}

/** Save what is drawn as a picture. */
export function SaveButtons({ onSvg, onPng }: SaveButtonsProps) {
  return (
    <span className={css["save"]}>
      <button type="button" data-action="save-svg" onClick={onSvg}>
        SVG
      </button>{" "}
      <button type="button" data-action="save-png" onClick={onPng}>
        PNG
      </button>
    </span>
  );
}
