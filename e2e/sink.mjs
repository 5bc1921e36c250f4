// A second host that must hear nothing: neither a request nor so much as a connection.
import { createServer } from "node:http";
import { closeServer } from "./server.mjs";

/**
 * @typedef {object} Sink
 * @property {string} url
 * @property {() => readonly string[]} requests
 * @property {() => number} connections
 * @property {() => Promise<void>} close
 */

/** @returns {Promise<Sink>} */
export function openSink() {
  /** @type {string[]} */
  const requests = [];
  let connections = 0;
  const server = createServer((request, response) => {
    requests.push(`${request.method} ${request.url}`);
    response.writeHead(200, { "access-control-allow-origin": "*", "content-type": "text/javascript" }).end();
  });
  server.on("connection", () => {
    connections++;
  });
  server.on("upgrade", (request, socket) => {
    requests.push(`upgrade ${request.url}`);
    socket.destroy();
  });
  return new Promise((resolve) => {
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      const port = typeof address === "object" && address !== null ? address.port : 0;
      resolve({
        url: `http://127.0.0.1:${port}/`,
        requests: () => [...requests],
        connections: () => connections,
        close: () => closeServer(server),
      });
    });
  });
}

/**
 * Runs inside a page, a frame or a worker: tries every way out that the place has. It is sent there as text, so it uses
 * nothing from outside itself.
 * @param {string} url
 * @returns {Promise<readonly string[]>} the ways that were tried
 */
export async function tryToSend(url) {
  /** @type {[string, () => unknown][]} */
  const ways = [
    ["fetch", () => fetch(`${url}fetch`, { method: "POST", body: "data", mode: "no-cors" })],
    ["keepalive", () => fetch(`${url}keepalive`, { method: "POST", body: "data", mode: "no-cors", keepalive: true })],
    [
      "xhr",
      () => {
        const request = new XMLHttpRequest();
        request.open("POST", `${url}xhr`);
        request.send("data");
      },
    ],
    ["webSocket", () => new WebSocket(`${url.replace("http", "ws")}socket`)],
    ["eventSource", () => new EventSource(`${url}events`)],
    ["beacon", () => navigator.sendBeacon(`${url}beacon`, "data")],
    ["module", () => import(`${url}module.js`)],
  ];
  if (typeof document === "undefined") {
    const { importScripts } = /** @type {{ importScripts?: (url: string) => void }} */ (globalThis);
    ways.push(["importScripts", () => importScripts?.(`${url}scripts.js`)]);
  } else {
    /** @type {(tag: string, attributes: Record<string, string>) => HTMLElement} */
    const append = (tag, attributes) => {
      const element = document.createElement(tag);
      for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
      document.body.append(element);
      return element;
    };
    ways.push(
      ["image", () => append("img", { src: `${url}image` })],
      ["script", () => append("script", { src: `${url}script` })],
      ["stylesheet", () => append("link", { rel: "stylesheet", href: `${url}stylesheet` })],
      ["prefetch", () => append("link", { rel: "prefetch", href: `${url}prefetch` })],
      ["media", () => append("video", { src: `${url}media` })],
      ["object", () => append("object", { data: `${url}object` })],
      ["background", () => append("div", { style: `background: url(${url}background)` })],
      ["worker", () => new Worker(`${url}worker.js`)],
    );
  }
  await Promise.allSettled(ways.map(async ([, way]) => way()));
  return ways.map(([name]) => name);
}

/**
 * The ways out that navigate, inside a page or a frame. For these Chromium opens a connection at once and only then asks
 * the policy, which stops the request.
 * @param {string} url
 */
export function tryToNavigate(url) {
  const frame = document.createElement("iframe");
  frame.src = `${url}frame`;
  const form = document.createElement("form");
  form.action = `${url}form`;
  form.method = "post";
  form.target = "_blank";
  document.body.append(frame, form);
  form.submit();
}
