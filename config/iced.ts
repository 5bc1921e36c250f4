// `virtual:iced`: the WebAssembly of iced-x86 as base64 text. Its own JavaScript (924 KB, for Node only) is left out.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import type { Plugin } from "vite";

const id = "virtual:iced";
const mark = "\0"; // Rollup's mark for modules that are no files

export function iced(): Plugin {
  return {
    name: "iced",
    resolveId: (source) => (source === id ? mark + id : null),
    load(loaded) {
      if (loaded !== mark + id) return null;
      const folder = dirname(createRequire(import.meta.url).resolve("iced-x86/package.json"));
      return `export const icedBase64 = "${readFileSync(join(folder, "iced_x86_bg.wasm"), "base64")}";`;
    },
  };
}
