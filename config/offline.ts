// `sw.js`: the service worker (workers/service.worker.ts) with the list of the files that it keeps, which is all of the build
// and of public/ but the samples: those are in the build as code.
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { type Plugin, transformWithOxc } from "vite";

const page = "index.html";
const samples = "samples/";

export function offline(root: string): Plugin {
  const source = join(root, "workers/service.worker.ts");
  return {
    name: "offline",
    apply: "build",
    generateBundle: {
      order: "post", // behind the policy: the page is final
      async handler(_options, bundle) {
        const hash = createHash("sha256");
        const built = Object.values(bundle).map((file) => {
          hash.update(file.fileName).update(file.type === "chunk" ? file.code : file.source);
          return file.fileName;
        });
        const copied = publicFiles(root);
        for (const path of copied) hash.update(path).update(readFileSync(join(root, "public", path)));
        const files = [...built.map((name) => (name === page ? "./" : name)), ...copied];
        const { code } = await transformWithOxc(readFileSync(source, "utf8"), source);
        const script = code.replace(/^export\s*\{\s*\};?\s*$/m, ""); // a module for TypeScript only
        hash.update(script);
        const constants = { VERSION: hash.digest("hex").slice(0, 16), FILES: files };
        const lines = Object.entries(constants).map(([name, value]) => `const ${name} = ${JSON.stringify(value)};\n`);
        this.emitFile({ type: "asset", fileName: "sw.js", source: lines.join("") + script });
      },
    },
  };
}

/** Paths below public/, in the order of their names. */
function publicFiles(root: string): readonly string[] {
  const folder = join(root, "public");
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((path) => statSync(join(folder, path)).isFile())
    .map((path) => path.replaceAll("\\", "/"))
    .filter((path) => !path.startsWith(samples))
    .sort();
}
