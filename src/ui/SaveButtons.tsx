import css from "./Chart.module.css";

interface SaveButtonsProps {
  readonly onSvg: () => void;
  readonly onPng: () => void;
  readonly onCsv?: () => void; // the figures behind it
}

/** Save what is drawn. */
export function SaveButtons({ onSvg, onPng, onCsv }: SaveButtonsProps) {
  return (
    <span className={css["save"]}>
      <button type="button" data-action="save-svg" onClick={onSvg}>
        SVG
      </button>{" "}
      <button type="button" data-action="save-png" onClick={onPng}>
        PNG
      </button>
      {onCsv !== undefined && (
        <>
          {" "}
          <button type="button" data-action="save-csv" onClick={onCsv}>
            CSV
          </button>
        </>
      )}
    </span>
  );
}
