// `virtual:zstd`: the WebAssembly of zstddec (libzstd's decoder) as base64 text. Its own JavaScript is left out: it
// fetches a data: URL, which `connect-src 'none'` forbids, and does not look at the error codes of libzstd.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Plugin } from "vite";

const id = "virtual:zstd";
const mark = "\0"; // Rollup's mark for modules that are no files

export function zstd(): Plugin {
  return {
    name: "zstd",
    resolveId: (source) => (source === id ? mark + id : null),
    load(loaded) {
      if (loaded !== mark + id) return null;
      const path = createRequire(import.meta.url).resolve("zstddec/stream");
      const base64 = /"(AGFzbQ[A-Za-z0-9+/]+=*)"/.exec(readFileSync(path, "utf8"))?.[1]; // "\0asm"
      if (base64 === undefined) throw new Error(`${path} holds no WebAssembly`);
      return `export const wasmBase64 = "${base64}";`;
    },
  };
}
