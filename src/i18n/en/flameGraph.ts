/** speedscope in its frame. */
export const flameGraph = {
  title: "Flame graph",
  answers: "The same stacks in speedscope: left heavy, sandwich, order of time",
  empty: "Drop perf.data or pprof profiles to see their flame graph.",
  frame: "Flame graph (speedscope)",
  layout: "Layout",
  layouts: { "left-heavy": "Left heavy", sandwich: "Sandwich", "time-ordered": "Order of time" },
  save: "Save for speedscope",
  retry: "Try again",
  openIcicle: "Open the icicle",
  loading: "Opening speedscope…",
  noSamples: "This profile has no samples that can be drawn.",
  noTimeOrder: "Too many samples for the order of time; equal stacks are taken together instead.",
  failed: "speedscope could not show this profile.",
  dead: "speedscope has not answered for 10 seconds: its frame has probably run out of memory. The page and your files are unharmed.",
  nowebgl:
    "This browser has no WebGL, which speedscope draws with (remote desktops often lack it). The icicle shows the same stacks without it.",
  pruned: "{{share}} of the weight is in stacks too small or too deep to be drawn: see (pruned)",
  negative: "Left out, because speedscope draws no negative weights: {{amount}}",
} as const;
