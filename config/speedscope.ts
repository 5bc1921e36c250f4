import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import type { Plugin } from "vite";
import { scriptText, styleText } from "./inlineText.ts";
import type { InlineHashes } from "./policy.ts";

// `virtual:speedscope`: the unmodified program that speedscope's package ships, with its style sheet, its font and our
// bridge inlined into one HTML text for an <iframe srcdoc>. Its WebAssembly reader of Java profiles, its example and its
// icons are left out. How and why: docs/decisions.md.

const release = join(dirname(createRequire(import.meta.url).resolve("speedscope/package.json")), "dist/release");

/** The hash of nothing: lets aphrodite's empty <style> exist; its rules go in through CSSOM, which no policy checks. */
const EMPTY_STYLE = hash("");

export interface SpeedscopePlugin {
  readonly plugin: Plugin;
  /** What the page's policy has to allow: the frame inherits it. */
  readonly hashes: InlineHashes;
}

export function speedscope(): SpeedscopePlugin {
  const bridge = readFileSync(new URL("./bridge.js", import.meta.url), "utf8");
  const program = scriptText(released(/^speedscope-.*\.js$/));
  const style = styleSheet();
  const html = `<!doctype html><html><head><meta charset="utf-8"><title>speedscope</title><style>${style}</style><script>${bridge}</script></head><body><script>${program}</script></body></html>`;
  return {
    plugin: {
      name: "speedscope",
      resolveId: (id) => (id === "virtual:speedscope" ? "\0virtual:speedscope" : null),
      load: (id) => (id === "\0virtual:speedscope" ? `export const speedscopeHtml = ${JSON.stringify(html)};` : null),
    },
    hashes: { scriptHashes: [hash(bridge), hash(program)], styleHashes: [hash(style), EMPTY_STYLE] },
  };
}

/** The style sheet with its font inside: a frame of an origin of its own may not load one. */
function styleSheet(): string {
  const font = readFileSync(join(release, nameOf(/\.woff2$/)), "base64");
  const text = styleText(released(/^speedscope-.*\.css$/));
  const inlined = text.replace(/url\("?\.\/SourceCodePro[^)]*\)/, `url("data:font/woff2;base64,${font}")`);
  if (inlined === text) throw new Error("speedscope's style sheet no longer names its font as expected");
  return inlined;
}

function released(pattern: RegExp): string {
  return readFileSync(join(release, nameOf(pattern)), "utf8");
}

function nameOf(pattern: RegExp): string {
  const name = readdirSync(release).find((candidate) => pattern.test(candidate));
  if (name === undefined) throw new Error(`speedscope's release has no file like ${pattern}`);
  return name;
}

function hash(text: string): string {
  return `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
}
