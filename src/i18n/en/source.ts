/** Source text beside lines, in several views. */
export const source = {
  label: "Source {{at}}",
  drop: "To see the source, drop {{path}} or the folder it is in.",
  ambiguous: "{{count}} dropped files fit this path; the first is shown.",
  show: "Source",
} as const;
