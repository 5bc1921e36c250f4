/** The script that records. */
export const captureKit = {
  title:
    "Or with the capture kit, one shell script: it sets probes and removes them, adds the binaries, and packs an archive to drop here. On x86_64 and SW64",
  save: "Save the capture kit",
} as const;
