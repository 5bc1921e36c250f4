/** The bar that chooses samples, above the views of one profile. */
export const filter = {
  label: "Filter",
  process: "Process",
  thread: "Thread",
  cpu: "CPU",
  find: "Find by name or number",
  more: "Not listed: {{number}} with fewer samples. Find them by name or number.",
  chips: "Active filters",
  processChip: "Process {{id}}",
  threadChip: "Thread {{id}}",
  cpuChip: "CPU {{id}}",
  unknown: "unknown",
  with: "with",
  without: "without",
  remove: "Remove filter: {{what}}",
  clear: "Clear all",
  text: "Keep stacks with…",
  textHint:
    "Words that a stack must have in its functions, files or modules. A word with - in front must not be in it. Enter adds them.",
  shown: "{{shown}} of {{all}} samples",
  timeline: "Time range",
  timelineHint:
    "Drag to choose a part. Arrow keys, Page Up and Page Down move it, with Shift they move its end; Home and End move it to an end, with Shift they widen it; Escape clears.",
  range: "{{from}} – {{to}}",
  whole: "everything",
  valueText: "{{range}}, duration {{duration}}",
  clock: "In the capture's own clock, in seconds, as perf script --time takes it",
} as const;
