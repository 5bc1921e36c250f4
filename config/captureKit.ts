// `virtual:capture-kit`: the programs in public/capture-kit as text, so that saving them is no request and works in the
// one-file page too.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Plugin } from "vite";

const id = "virtual:capture-kit";
const mark = "\0"; // Rollup's mark for modules that are no files

export function captureKit(root: string): Plugin {
  const folder = join(root, "public/capture-kit");
  const programs = [
    ["captureScript", "swscope-capture"],
    ["samplingProgram", "sampling.go"],
  ] as const;
  return {
    name: "capture-kit",
    resolveId: (source) => (source === id ? mark + id : null),
    load(loaded) {
      if (loaded !== mark + id) return null;
      const lines = programs.map(([name, file]) => {
        const path = join(folder, file);
        this.addWatchFile(path);
        return `export const ${name} = ${JSON.stringify(readFileSync(path, "utf8"))};`;
      });
      return lines.join("\n");
    },
  };
}
