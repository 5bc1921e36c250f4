// `virtual:guide`: docs/guide as trees, a chunk for each language, so that the guide is there offline and in the one-file page.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Plugin } from "vite";
import { guidePage } from "./guidePage.ts";

/** Rollup's mark for modules that are no files. */
const mark = "\0";
const all = "virtual:guide";
const one = `${all}/`; // + language
const folder = "docs/guide";

export function guide(root: string): Plugin {
  return {
    name: "guide",
    resolveId: (id) => (id === all || id.startsWith(one) ? mark + id : null),
    load(markedId) {
      if (!markedId.startsWith(mark)) return null;
      const id = markedId.slice(mark.length);
      if (id === all) return listModule(readdirSync(join(root, folder)));
      if (!id.startsWith(one)) return null;
      const language = `${folder}/${id.slice(one.length)}`;
      const pages = readdirSync(join(root, language))
        .sort()
        .map((name) => {
          const file = join(root, language, name);
          this.addWatchFile(file);
          return [name.replace(/\.md$/, ""), guidePage(readFileSync(file, "utf8"), `${language}/${name}`)];
        });
      return `export const pages = ${JSON.stringify(Object.fromEntries(pages))};`;
    },
  };
}

function listModule(languages: readonly string[]): string {
  const items = languages.map((each) => `${JSON.stringify(each)}: async () => (await import("${one}${each}")).pages`);
  return `export const guide = { ${items.join(", ")} };`;
}
