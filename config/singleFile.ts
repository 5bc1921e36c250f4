// The second output of the build, `vite build --mode single`: `swscope.html`, the whole page as one HTML text that opens from
// disk. Its script, styles and icon are inside; workers, speedscope, WebAssembly and samples are texts in the script anyway.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Plugin } from "vite";
import { scriptText, styleText } from "./inlineText.ts";

/** As Vite names the page that it builds; the policy is written into it under this name. */
const page = "index.html";
const name = "swscope.html";

type Bundle = Parameters<Extract<NonNullable<Plugin["generateBundle"]>, (...args: never[]) => unknown>>[1];

/** The page that everything is written into; before `policy`, which takes the hashes of what is inline. */
export function singleFile(root: string): Plugin {
  return {
    name: "single-file",
    apply: "build",
    config: () => ({
      build: {
        emptyOutDir: false, // the other output is there
        copyPublicDir: false,
        cssCodeSplit: false,
        rolldownOptions: { output: { codeSplitting: false } },
      },
    }),
    generateBundle: {
      order: "post",
      handler(_options, bundle) {
        const html = bundle[page];
        if (html?.type !== "asset") throw new Error("the build has no index.html to write into");
        html.source = withEverything(String(html.source), bundle, root);
        for (const file of Object.keys(bundle)) if (file !== page) delete bundle[file];
      },
    },
  };
}

/** Gives the page its own name, after `policy`. */
export function renamed(): Plugin {
  return {
    name: "single-file-name",
    apply: "build",
    generateBundle: {
      order: "post",
      handler(_options, bundle) {
        const html = bundle[page];
        if (html?.type !== "asset") throw new Error("the build has no index.html to rename");
        delete bundle[page];
        this.emitFile({ type: "asset", fileName: name, source: html.source });
      },
    },
  };
}

function withEverything(html: string, bundle: Bundle, root: string): string {
  const files = Object.values(bundle);
  const scripts = files.flatMap((file) => (file.type === "chunk" ? [file.code] : []));
  const styles = files.flatMap((file) =>
    file.type === "asset" && file.fileName.endsWith(".css") ? [file.source] : [],
  );
  const [script = ""] = scripts;
  if (scripts.length !== 1) throw new Error(`the one-file build has ${scripts.length} scripts, not one`);
  const icon = `data:image/svg+xml;base64,${readFileSync(join(root, "public/icon.svg"), "base64")}`;
  const made = html
    .replace(/\s*<script\b[^>]*\ssrc=[^>]*><\/script>/g, "")
    .replace(/\s*<link\b[^>]*\srel="(?:stylesheet|modulepreload|manifest|apple-touch-icon)"[^>]*>/g, "")
    .replace(/(<link\b[^>]*\srel="icon"[^>]*\shref=)"[^"]*"/, (_, start) => `${start}"${icon}"`)
    .replace("</head>", () => `<style>${styleText(styles.join("\n"))}</style></head>`)
    // behind what it writes into, because it is long: what is before it is shown while it is read
    .replace("</body>", () => `<script type="module">${scriptText(script)}</script></body>`);
  const left = /\s(?:src|href)="(?!data:)[^"]*"/.exec(made.replace(/<(script|style)[^>]*>[\s\S]*?<\/\1>/g, ""));
  if (left !== null) throw new Error(`the one-file build still names another file:${left[0]}`);
  return made;
}
