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
  cancelAll: "Cancel all",
  memory: {
    title: "Large files",
    text: "These may take about {{need}} of memory; {{budget}} is what a page can count on here. When it runs out, the browser ends the work of a file, or of the whole page. The largest are:",
    advice:
      "A 64-bit browser on a machine with more memory opens more. A recording of half the time or rate takes half.",
    leaveOut: "Leave these out",
    open: "Open anyway",
  },
  link: {
    title: "Copy link",
    detail: "to this view, for someone with the same files",
    holds:
      "The link holds the view, the choice of profile, filters and sides, by numbers: no data, and no name out of a capture. It shows the same once the same files have been dropped.",
    words: "Also what I typed and selected:",
    this: "Link to what is shown",
  },
  trust: {
    title: "What this page may do, and has done",
    sent: "Sent",
    nothing: "Sent: 0 bytes. No request has gone anywhere but to the page's own files.",
    something: "{{count}} requests have gone elsewhere:",
    own: "{{count}} files of the page itself were loaded, {{bytes}} received; as the browser's performance timeline says.",
    may: "Allowed",
    forbidden:
      "Every connection is forbidden by the policy that this document states, to frames and workers too. The browser enforces it.",
    allowed:
      "This document states no policy that forbids connections: it is not a build of swscope, or a server for developing it.",
    hashes: "{{count}} hashes",
    directives: {
      "default-src": "what is not named below",
      "script-src": "programs: the page's own, and WebAssembly, but no text as program",
      "style-src": "style sheets",
      "img-src": "pictures",
      "font-src": "fonts",
      "connect-src": "connections of any kind: requests, sockets, beacons",
      "worker-src": "workers: from inside the page, and the service worker that keeps it for use offline",
      "manifest-src": "the page's name and icons for installing it",
      "base-uri": "another meaning of relative addresses",
      "form-action": "sending forms",
    },
    version: "Version",
    build: "built from commit {{build}}",
    verify:
      "The build writes SHA256SUMS beside the page. Get that list from where you trust it, and compare. The same commit built again gives the same files.",
    systems: {
      linux: "Linux",
      mac: "macOS: compare with the line in SHA256SUMS",
      windows: "Windows: compare with the line in SHA256SUMS",
    },
    licences: "Licences",
    ownLicence: "swscope is under the Apache License 2.0. It contains:",
  },
  session: {
    save: "Save session",
    detail: "one file with what was decoded; opens without the captures",
    failed: "The session could not be saved: {{message}}",
  },
} as const;
