// `virtual:capture-kit`: the script in public/capture-kit as text, so that saving it is no request and works in the one-file
// page too.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Plugin } from "vite";

const id = "virtual:capture-kit";
const mark = "\0"; // Rollup's mark for modules that are no files

export function captureKit(root: string): Plugin {
  const path = join(root, "public/capture-kit/swscope-capture");
  return {
    name: "capture-kit",
    resolveId: (source) => (source === id ? mark + id : null),
    load(loaded) {
      if (loaded !== mark + id) return null;
      this.addWatchFile(path);
      return `export const captureScript = ${JSON.stringify(readFileSync(path, "utf8"))};`;
    },
  };
}
