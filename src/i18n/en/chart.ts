/** What every chart says. */
export const chart = {
  keys: "Drag to zoom, double-click to see everything. Arrow keys go from point to point, with Shift they choose points and Enter shows these; + and - zoom, Escape goes back.",
  everything: "Show everything",
  legend: "Legend",
  legendHint: "Hide or show; with Shift show only this",
  chosen: "Chosen: {{from}} – {{to}}",
} as const;
