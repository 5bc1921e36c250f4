import { expect, it } from "vitest";

/** Which folder may import which folders and packages: this table is the architecture. A folder may always import itself. */
const mayImport: Record<string, readonly string[]> = {
  "src/model": [],
  "src/analysis": ["src/model", "re2js"],
  "src/ui": ["src/model", "react", "react-dom", "uplot"],
  "src/views": [
    "src/model",
    "src/analysis",
    "src/ui",
    "src/i18n",
    "react",
    "virtual:speedscope",
    "virtual:capture-kit",
  ],
  "src/store": ["src/model", "zustand"],
  "src/i18n": ["src/model", "i18next", "react-i18next"],
  "src/main": ["src/app", "src/i18n", "react", "react-dom"],
  "src/client": ["src/model", "workers/api", "workers/*.worker", "comlink", "virtual:iced"],
  // biome-ignore format: one row
  "src/app": ["src/model", "src/analysis", "src/ui", "src/views", "src/store", "src/i18n", "src/client", "react", "zustand", "fflate", "virtual:samples", "virtual:notices", "virtual:guide"],
  "workers/api": ["src/model", "src/analysis"],
  "workers/stage": ["src/model", "workers/api", "workers/io"],
  "workers/io": ["src/model", "fflate", "virtual:zstd"],
  "workers/profile": ["src/model"],
  "workers/object": ["src/model", "workers/io"],
  "workers/arch": ["src/model", "workers/io", "workers/object"],
  "workers/symbolize": ["src/model", "workers/io", "workers/object"],
  "workers/unwind": ["src/model", "workers/io", "workers/object", "workers/arch"],
  "workers/inspect": ["src/model", "workers/io", "workers/object", "workers/arch", "workers/symbolize"],
  "workers/session": ["src/model", "workers/io", "workers/profile", "virtual:session-schema"],
  // biome-ignore format: one row
  "workers/formats": ["src/model", "workers/io", "workers/object", "workers/arch", "workers/unwind", "workers/symbolize", "workers/profile"],
  // biome-ignore format: one row
  "workers/*.worker": ["src/model", "src/analysis", "workers/api", "workers/io", "workers/profile", "workers/object", "workers/arch", "workers/symbolize", "workers/unwind", "workers/inspect", "workers/formats", "workers/session", "workers/stage", "comlink"],
};

/** Folders whose sub-folders are strangers to each other, and the file these share. */
const strangers: Record<string, string> = {
  "src/views": "view",
  "workers/formats": "format",
  "workers/arch": "arch",
};

/** Words that could send data somewhere, and the files that may say them. */
const sending =
  /\b(fetch|XMLHttpRequest|WebSocket|WebTransport|EventSource|sendBeacon|RTCPeerConnection|importScripts)\b|\bwindow\.open\b|\blocation\.(assign|replace)\b|\blocation(\.href)?\s*=[^=]|\bnew Image\b|\bcreateElement\("(img|script|link|form|a|iframe)"\)|<iframe[^>]*\ssrc=|\bdangerouslySetInnerHTML\b|\binnerHTML\b/;
const maySend: Record<string, string> = {
  "src/ui/download.ts": "makes an <a download> for a blob: URL",
  "workers/service.worker.ts":
    "fetches the page's own files to keep them, and takes from itself what could reach another host",
};

const sources = import.meta.glob<string>(["./**/*.{ts,tsx}", "../workers/**/*.ts"], {
  query: "?raw",
  import: "default",
  eager: true,
});
const files = Object.entries(sources)
  .map(([key, text]) => ({ path: join("src", key), text }))
  .filter(({ path }) => !/\.(test\.tsx?|d\.ts)$/.test(path));

it("imports follow the table", () => {
  const violations: string[] = [];
  let importCount = 0;
  for (const { path, text } of files) {
    for (const [, target = ""] of text.matchAll(/(?:\bfrom|\bimport\(?|\bURL\()\s*"([^"]+)"/g)) {
      importCount++;
      const to = target.startsWith(".") ? join(path.slice(0, path.lastIndexOf("/")), target) : target;
      if (!isAllowed(path, to)) violations.push(`${path} may not import ${to}`);
    }
  }
  expect(importCount).toBeGreaterThan(50); // a check that sees nothing must not pass
  expect(violations).toEqual([]);
});

it("no source can send anything", () => {
  const users = files.filter(({ text }) => sending.test(withoutComments(text))).map(({ path }) => path);
  expect(users.sort()).toEqual(Object.keys(maySend).sort());
});

it("the ban list sees what it must see", () => {
  for (const line of [
    'fetch("x")',
    "new WebSocket(u)",
    "location.href = u",
    "new RTCPeerConnection()",
    "x.innerHTML = y",
  ])
    expect(line).toMatch(sending);
  expect("prefetching of(fetched)").not.toMatch(sending);
});

function isAllowed(from: string, to: string): boolean {
  const [fromFolder, toFolder] = [folder(from), folder(to)];
  if (fromFolder !== toFolder) return mayImport[fromFolder]?.includes(toFolder) ?? false;
  const shared = strangers[fromFolder];
  if (shared === undefined || from.endsWith("/registry.ts")) return true;
  const [fromChild, toChild] = [from.split("/")[2], to.split("/")[2]];
  return toChild === fromChild || toChild === shared || toChild === `${shared}.ts`;
}

/** "workers/formats/perf/attr" -> "workers/formats", "react-dom/client" -> "react-dom". */
function folder(path: string): string {
  const [top = "", second = ""] = path.split("/");
  if (top.startsWith("@")) return `${top}/${second}`;
  if (top !== "src" && top !== "workers") return top;
  if (/\.worker(\?|$|\.)/.test(second)) return `${top}/*.worker`;
  return `${top}/${second.split(".")[0]}`;
}

function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\//g, "").replace(/(^|\s)\/\/.*$/gm, "$1");
}

function join(base: string, relative: string): string {
  const parts = base.split("/");
  for (const part of relative.split("/")) {
    if (part === "..") parts.pop();
    else if (part !== ".") parts.push(part);
  }
  return parts.join("/");
}
