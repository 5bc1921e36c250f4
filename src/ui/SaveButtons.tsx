import css from "./Chart.module.css";
import { downloadBlob, downloadCsv } from "./download";

interface SaveButtonsProps {
  readonly fileName: string; // without its ending
  readonly svg: () => string;
  readonly canvas: () => HTMLCanvasElement | null;
  /** The figures behind it, with their head. */
  readonly rows?: () => Iterable<readonly (string | number)[]>;
}

/** Save what is drawn, as it is called when they are pressed. */
export function SaveButtons({ fileName, svg, canvas, rows }: SaveButtonsProps) {
  const saveSvg = () => downloadBlob(`${fileName}.svg`, new Blob([svg()], { type: "image/svg+xml" }));
  const savePng = () => canvas()?.toBlob((blob) => blob !== null && downloadBlob(`${fileName}.png`, blob));
  return (
    <span className={css["save"]}>
      <button type="button" data-action="save-svg" onClick={saveSvg}>
        SVG
      </button>{" "}
      <button type="button" data-action="save-png" onClick={savePng}>
        PNG
      </button>
      {rows !== undefined && (
        <>
          {" "}
          <button type="button" data-action="save-csv" onClick={() => void downloadCsv(`${fileName}.csv`, rows())}>
            CSV
          </button>
        </>
      )}
    </span>
  );
}
