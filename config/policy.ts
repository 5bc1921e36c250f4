// The Content-Security-Policy of the built page, as <meta> because many hosts cannot set headers. Frames from srcdoc and
// workers from blob: URLs inherit it; a worker from a URL would not, so none is started but the service worker. With `connect-src 'none'`
// nothing that was dropped can leave, and images, fonts and styles come from the page's own files only.
import { createHash } from "node:crypto";
import type { Plugin } from "vite";

/** Hash sources ('sha256-…') of what frames inside the page hold inline: speedscope's scripts and styles. */
export interface InlineHashes {
  readonly scriptHashes: readonly string[];
  readonly styleHashes: readonly string[];
}

/** Where index.html wants the policy: at the head's beginning, because it holds only for what comes after it. */
const place = "<!--CSP-->";

/** `ownFiles`: whether the page has files beside it; the one-file build has none. */
export function policy(frames: InlineHashes, ownFiles: boolean): Plugin {
  return {
    name: "policy",
    apply: "build",
    // Vite's preload polyfill is for browsers older than ours, and fetches.
    config: () => ({ build: { modulePreload: { polyfill: false } } }),
    generateBundle: {
      order: "post", // inline scripts are final only now
      handler(_options, bundle) {
        const page = bundle["index.html"];
        if (page?.type !== "asset") throw new Error("the build has no index.html to write the policy into");
        page.source = withPolicy(String(page.source), frames, ownFiles ? ["'self'"] : []);
      },
    },
  };
}

function withPolicy(html: string, frames: InlineHashes, files: readonly string[]): string {
  const own = {
    scriptHashes: inlineHashes(html, /<script(?![^>]*\ssrc=)[^>]*>([\s\S]*?)<\/script>/g),
    styleHashes: inlineHashes(withoutScripts(html), /<style[^>]*>([\s\S]*?)<\/style>/g),
  };
  const directives: Readonly<Record<string, readonly string[]>> = {
    "default-src": ["'none'"],
    // 'wasm-unsafe-eval' compiles WebAssembly (speedscope's demangler); it allows no eval of text.
    "script-src": [...files, ...own.scriptHashes, ...frames.scriptHashes, "'wasm-unsafe-eval'"],
    "style-src": [...files, ...own.styleHashes, ...frames.styleHashes],
    "img-src": [...files, "data:"],
    "font-src": [...files, "data:"],
    "connect-src": ["'none'"],
    "worker-src": [...files, "blob:"], // 'self' for the service worker, which is never one of blob:
    "manifest-src": files.length > 0 ? files : ["'none'"],
    "base-uri": ["'none'"],
    "form-action": ["'none'"],
  };
  const text = Object.entries(directives)
    .map(([name, values]) => `${name} ${values.join(" ")}`)
    .join("; ");
  const meta = `<meta http-equiv="Content-Security-Policy" content="${text}">`;
  if (!html.includes(place)) throw new Error(`index.html has no ${place} to write the policy into`);
  return html.replace(place, () => meta);
}

/** A script may hold the text of another page, with styles of its own. */
function withoutScripts(html: string): string {
  return html.replace(/<script[^>]*>[\s\S]*?<\/script>/g, "");
}

function inlineHashes(html: string, pattern: RegExp): readonly string[] {
  return [...html.matchAll(pattern)].map(([, text = ""]) => {
    return `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
  });
}
