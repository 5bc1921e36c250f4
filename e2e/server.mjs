// A static file server on the loopback interface: plain, as an intranet's would be, with no special headers.
import { createReadStream, statSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join, normalize, sep } from "node:path";

/** @type {Readonly<Record<string, string>>} */
const types = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".json": "application/json",
  ".webmanifest": "application/manifest+json",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".woff2": "font/woff2",
  ".wasm": "application/wasm",
  ".md": "text/plain; charset=utf-8",
  ".txt": "text/plain; charset=utf-8",
};

/** @typedef {{ readonly method: string, readonly url: string, readonly status: number }} Request */

/**
 * @typedef {object} Server
 * @property {string} url with the prefix
 * @property {string} origin
 * @property {readonly Request[]} log every request so far
 * @property {() => Promise<void>} close
 */

/**
 * @param {string} folder
 * @param {{ readonly prefix?: string, readonly port?: number }} [options] prefix begins and ends with "/"; port 0 is any
 * @returns {Promise<Server>}
 */
export function serve(folder, { prefix = "/", port = 0 } = {}) {
  /** @type {Request[]} */
  const log = [];
  const server = createServer((request, response) => {
    const { method = "", url = "" } = request;
    const file = method === "GET" || method === "HEAD" ? fileOf(folder, prefix, url) : null;
    log.push({ method, url, status: file === null ? 404 : 200 });
    if (file === null) {
      response.writeHead(404, { "content-type": "text/plain" }).end("not found\n");
      return;
    }
    const type = types[extname(file.path)] ?? "application/octet-stream";
    response.writeHead(200, { "content-type": type, "content-length": file.sizeBytes });
    if (method === "HEAD") response.end();
    else createReadStream(file.path).pipe(response);
  });
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", () => {
      const address = server.address();
      const origin = `http://127.0.0.1:${typeof address === "object" && address !== null ? address.port : port}`;
      resolve({ url: origin + prefix, origin, log, close: () => closeServer(server) });
    });
  });
}

/** @param {import("node:http").Server} server */
export function closeServer(server) {
  server.closeAllConnections();
  return /** @type {Promise<void>} */ (new Promise((resolve) => server.close(() => resolve())));
}

/**
 * @param {string} folder
 * @param {string} prefix
 * @param {string} url
 */
function fileOf(folder, prefix, url) {
  const pathname = url.split(/[?#]/)[0] ?? "";
  if (!pathname.startsWith(prefix)) return null;
  try {
    const inside = normalize(decodeURIComponent(pathname.slice(prefix.length)));
    if (inside === ".." || inside.startsWith(`..${sep}`)) return null;
    const path = join(folder, inside, pathname.endsWith("/") ? "index.html" : "");
    const stat = statSync(path);
    return stat.isFile() ? { path, sizeBytes: stat.size } : null;
  } catch {
    return null; // no such file, or a malformed escape
  }
}
