/**
 * The service worker: keeps the whole page, so that it works with its server gone, and lets nothing out to another host.
 *
 *   install   every file of the build into a cache of this version; files that an older version has too are copied
 *   waiting   until no tab shows the older version, or one asks for this one (it is never taken unasked)
 *   activate  older caches of this page are deleted
 *   fetch     from the cache, else from the page's own host; other hosts are refused
 *
 * config/offline.ts builds it, with the two constants in front. It is a classic script: Firefox before 147 has no others.
 */
declare const VERSION: string; // a hash of all files
declare const FILES: readonly string[]; // relative to this script, "./" for the page

const worker = self as unknown as ServiceWorkerGlobalScope;
const { origin, href } = worker.location;
const own = `swscope ${href.replace(/[^/]*$/, "")} `; // several copies of the page may share a host
const current = own + VERSION;

// The page's policy does not hold in a service worker. What could reach another host goes, and fetch looks first.
const request = worker.fetch.bind(worker);
worker.fetch = (input, init) => {
  const to = new URL(input instanceof Request ? input.url : String(input), href);
  return to.origin === origin ? request(input, init) : Promise.reject(new TypeError(`refused: ${to.origin}`));
};
const closed = ["XMLHttpRequest", "WebSocket", "WebSocketStream", "WebTransport", "EventSource", "importScripts"];
for (const name of closed) Object.defineProperty(worker, name, { value: undefined });

worker.addEventListener("install", (event) => event.waitUntil(keepFiles()));
worker.addEventListener("activate", (event) => event.waitUntil(takeOver()));
worker.addEventListener("message", ({ data }) => {
  if (data === "use") void worker.skipWaiting();
});
worker.addEventListener("fetch", (event) => event.respondWith(answer(event.request)));

async function keepFiles(): Promise<void> {
  const cache = await caches.open(current);
  await Promise.all(
    FILES.map(async (file) => {
      const url = new URL(file, href).href;
      const isHashed = file.startsWith("assets/"); // its name changes with its content
      const known = isHashed ? await caches.match(url) : undefined;
      if (known !== undefined) await cache.put(url, known);
      else await cache.add(new Request(url, { cache: isHashed ? "default" : "no-cache" }));
    }),
  );
}

async function takeOver(): Promise<void> {
  const names = await caches.keys();
  await Promise.all(
    names.filter((name) => name.startsWith(own) && name !== current).map((name) => caches.delete(name)),
  );
  await worker.clients.claim();
}

async function answer(asked: Request): Promise<Response> {
  const url = new URL(asked.url);
  if (url.origin !== origin || asked.method !== "GET") return Response.error();
  const cache = await caches.open(current);
  const kept = await cache.match(url.href.replace(/\/index\.html(?=$|[?#])/, "/"), { ignoreSearch: true });
  return kept ?? request(asked);
}

export {};
