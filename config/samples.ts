// `virtual:samples`: the captures in public/samples as code, so that opening one is no request for data. Each sample is a
// chunk of its own, loaded when it is opened; a file is the base64 text of its bytes, gzipped where that makes them shorter: the
// page as one file has all of them.
import { readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { gzipSync } from "node:zlib";
import type { Plugin } from "vite";

interface Entry {
  readonly id: string;
  readonly files: readonly string[]; // relative to the sample's folder
  readonly candidate?: readonly string[]; // of a comparison: then `files` are the baseline
}

/** Rollup's mark for modules that are no files. */
const mark = "\0";
const all = "virtual:samples";
const one = `${all}/`; // + id
const content = "virtual:sample-file/"; // + path below public/samples

export function samples(root: string): Plugin {
  const folder = join(root, "public/samples");
  const entries: readonly Entry[] = JSON.parse(readFileSync(join(folder, "samples.json"), "utf8"));
  return {
    name: "samples",
    resolveId(id) {
      return id === all || id.startsWith(one) || id.startsWith(content) ? mark + id : null;
    },
    load(markedId) {
      if (!markedId.startsWith(mark)) return null;
      const id = markedId.slice(mark.length);
      if (id === all) return listModule(entries);
      if (id.startsWith(one)) return sampleModule(entries.find((entry) => entry.id === id.slice(one.length)));
      if (!id.startsWith(content)) return null;
      const path = join(folder, id.slice(content.length));
      this.addWatchFile(path);
      const bytes = readFileSync(path);
      const packed = gzipSync(bytes, { level: 9 });
      const gzipped = packed.length < bytes.length;
      return `export default { base64: "${(gzipped ? packed : bytes).toString("base64")}", gzipped: ${gzipped} };`;
    },
  };
}

function listModule(entries: readonly Entry[]): string {
  const items = entries.map(({ id, files, candidate = [] }) => {
    const fileNames = JSON.stringify([...files, ...candidate].map((file) => basename(file)));
    return `{ id: ${JSON.stringify(id)}, fileNames: ${fileNames}, load: async () => (await import("${one}${id}")).files }`;
  });
  return `export const samples = [${items.join(",\n")}];`;
}

/** Imports its files, so that the bundler keeps only one copy of a file that two samples share. */
function sampleModule(entry: Entry | undefined): string {
  if (entry === undefined) throw new Error("no such sample in public/samples/samples.json");
  const { id, files, candidate = [] } = entry;
  const paths = [...files, ...candidate].map((file) => join(id, file).replaceAll("\\", "/"));
  const sideOf = (index: number) => (candidate.length === 0 ? null : index < files.length ? "baseline" : "candidate");
  const imports = paths.map((path, index) => `import file${index} from "${content}${path}";`);
  const items = paths.map(
    (path, index) =>
      `{ name: ${JSON.stringify(basename(path))}, side: ${JSON.stringify(sideOf(index))}, ...file${index} }`,
  );
  return `${imports.join("\n")}\nexport const files = [${items.join(", ")}];`;
}
