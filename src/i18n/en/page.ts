/** What the page says of itself: its versions, what it may do, its keys, sessions and links. */
export const page = {
  update: {
    ready: "A new version of this page is ready.",
    files: "Reloading lets go of the open files.",
    reload: "Reload",
    later: "Later",
  },
  close: "Close",
  share: "Share",
  link: {
    title: "Copy link",
    detail: "to this view, for someone with the same files",
    holds:
      "The link holds the view, the choice of profile, filters and sides, by numbers: no data, and no name out of a capture. It shows the same once the same files have been dropped.",
    words: "Also what I typed and selected:",
    this: "Link to what is shown",
  },
  session: {
    save: "Save session",
    detail: "one file with what was decoded; opens without the captures",
    failed: "The session could not be saved: {{message}}",
  },
} as const;
