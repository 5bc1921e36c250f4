// `SHA256SUMS` beside the built page, as `sha256sum --check` reads it: what was copied to another machine can be verified there.
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Plugin } from "vite";

const name = "SHA256SUMS";

/** After each of the two outputs: the later one adds its file to the list. */
export function checksums(): Plugin {
  let folder = "";
  return {
    name: "checksums",
    apply: "build",
    enforce: "post",
    configResolved(config) {
      folder = join(config.root, config.build.outDir);
    },
    closeBundle() {
      const paths = readdirSync(folder, { recursive: true, encoding: "utf8" });
      const files = paths.filter((path) => path !== name && statSync(join(folder, path)).isFile()).sort();
      const lines = files.map((path) => `${sha256(join(folder, path))}  ${path.replaceAll("\\", "/")}\n`);
      writeFileSync(join(folder, name), lines.join(""));
    },
  };
}

function sha256(path: string): string {
  return createHash("sha256").update(readFileSync(path)).digest("hex");
}
