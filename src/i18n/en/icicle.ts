/** The icicle: our own drawing of the stacks. */
export const icicle = {
  title: "Icicle",
  answers: "All stacks in one picture, callers above what they call; needs no WebGL",
  empty: "Drop perf.data or pprof profiles, and the binaries they were recorded from.",
  search: "Search functions",
  unmark: "Mark no function",
  tableHint: "The same as a table",
  found: "Found: {{share}}",
  picture: "Icicle of call stacks. The call tree view has the same as a table.",
  hint: "Click or Enter: zoom · Esc: everything · arrows: from frame to frame",
  reset: "Everything",
  total: "{{weight}}, {{share}} of all",
  self: "self {{weight}}",
  module: "in {{module}}",
  none: "This profile has no weight that could be drawn.",
  absolute: "Widths are absolute: this profile has negative weights.",
} as const;
