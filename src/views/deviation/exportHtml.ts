import type { Deviation } from "../../model/deviation";
import { chartSvg } from "../../ui/chartSvg";
import { escaped, px } from "../../ui/svgText";
import { hoverText } from "../../ui/visibleText";
import { distributionChart } from "./distributionChart";
import { type ExportTable, exportTables } from "./exportTables";
import { placedFigures } from "./intervalScale";
import { sayVerdict } from "./sayVerdict";
import type { Words } from "./words";

/** The page's light colours: a saved page has no themes. */
const COLOURS = { baseline: "#0b6bcb", candidate: "#d9730d", ground: "#ffffff", ink: "#1b1f24", grid: "#d3d8de" };

const STYLE = `body{font:14px/1.45 system-ui,sans-serif;color:${COLOURS.ink};max-width:80rem;margin:1.5rem auto;padding:0 1rem;overflow-wrap:anywhere}
table{border-collapse:collapse;width:100%;font-size:.93em}th,td{border:1px solid ${COLOURS.grid};padding:.25rem .5rem;text-align:left;vertical-align:top}
th{background:#f5f6f8}.verdict{font-size:1.15em}.baseline{color:${COLOURS.baseline}}.candidate{color:#a85400}svg{max-width:100%}`;

/** Everything that the view shows as one page, which loads nothing and runs nothing. Names in it are text only. */
export function exportHtml(words: Words, deviation: Deviation): string {
  const { t, language } = words;
  const title = t("views.deviation.title");
  const sides = (["baseline", "candidate"] as const).map((side) => {
    const { files, archs } = deviation[side];
    const names = [archs.join(", "), ...files].map(hoverText).join(" · ");
    return `<p><strong class="${side}">${escaped(t(`views.deviation.side.${side}`))}</strong> ${escaped(names)}</p>`;
  });
  const charts = deviation.distributions.map((one) => {
    const chart = distributionChart(one, words);
    const lines = chart.lines.map((line, index) => ({
      ...line,
      colour: index === 0 && one.baseline !== null ? COLOURS.baseline : COLOURS.candidate,
    }));
    return chartSvg({ ...chart, ...COLOURS, title: chart.label, lines, stack: [] });
  });
  const tables = exportTables(words, deviation);
  const bars = deviation.metrics.map(barsSvg);
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${escaped(title)}</title>
<style>${STYLE}</style>
</head>
<body>
<h1>${escaped(title)}</h1>
<p class="verdict">${escaped(sayVerdict(words, deviation))}</p>
${sides.join("\n")}
${tables.map((table) => tableHtml(table, table.id === "metrics" ? bars : null)).join("\n")}
<h2>${escaped(t("views.deviation.parts.distributions"))}</h2>
${charts.join("\n")}
</body>
</html>
`;
}

function tableHtml({ title, head, rows }: ExportTable, pictures: readonly string[] | null): string {
  const cells = (row: readonly string[], tag: "th" | "td") =>
    row.map((cell) => `<${tag}>${escaped(cell)}</${tag}>`).join("");
  const body = rows.map((row, index) => {
    const picture = pictures === null ? "" : `<td>${pictures[index] ?? ""}</td>`;
    return `<tr>${cells(row, "td")}${picture}</tr>`;
  });
  const header = `${cells(head, "th")}${pictures === null ? "" : "<th></th>"}`;
  return `<h2>${escaped(title)}</h2>\n<table><thead><tr>${header}</tr></thead><tbody>\n${body.join("\n")}\n</tbody></table>`;
}

const [WIDTH, HEIGHT, BAR_PX] = [160, 26, 9];
const TOPS = { baseline: 3, candidate: 14 } as const;

function barsSvg(row: Deviation["metrics"][number]): string {
  const placed = placedFigures(row);
  if (placed.length === 0) return "";
  const parts = placed.map(({ side, low, high, at }) => {
    const bar = `<rect x="${px(low * WIDTH)}" y="${TOPS[side]}" width="${px(Math.max(2, (high - low) * WIDTH))}" height="${BAR_PX}" fill="${COLOURS[side]}" opacity="0.45"/>`;
    return `${bar}<rect x="${px(at * WIDTH - 1)}" y="${TOPS[side] - 1}" width="2.5" height="${BAR_PX + 2}" fill="${COLOURS[side]}"/>`;
  });
  return `<svg width="${WIDTH}" height="${HEIGHT}" viewBox="0 0 ${WIDTH} ${HEIGHT}">${parts.join("")}</svg>`;
}
