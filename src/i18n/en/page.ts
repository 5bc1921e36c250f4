/** What the page says of itself: its versions, what it may do, its keys, sessions and links. */
export const page = {
  update: {
    ready: "A new version of this page is ready.",
    files: "Reloading lets go of the open files.",
    reload: "Reload",
    later: "Later",
  },
} as const;
