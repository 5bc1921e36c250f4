// What makes a run fail although a report was written: errors of the page, and requests that it must not make.

/** @typedef {import("playwright-core").BrowserContext} BrowserContext */
/** @typedef {import("playwright-core").Request} Request */

/**
 * @param {BrowserContext} context
 * @param {ReadonlySet<string>} ownUrls the page's own files
 * @param {boolean} offline every request is refused but those for the page's own files
 * @param {string[]} failures each is added here
 */
export async function watchFailures(context, ownUrls, offline, failures) {
  context.on("weberror", (error) => failures.push(`uncaught error: ${error.error().message}`));
  context.on("console", (message) => {
    if (message.type() === "error") failures.push(`console error: ${message.text()} (${message.location().url})`);
  });
  context.on("page", (page) => {
    page.on("crash", () => failures.push("the page crashed"));
    page.on("websocket", (socket) => failures.push(`web socket to ${socket.url()}`));
  });
  context.on("request", (request) => {
    if (!/^(blob|data):/.test(request.url()) && !isOwnFile(request, ownUrls))
      failures.push(`request for what is no file of the page: ${request.method()} ${request.url()}`);
  });
  if (offline)
    await context.route(/^(https?|file):/, (route) =>
      isOwnFile(route.request(), ownUrls) ? route.continue() : route.abort(),
    );
}

/**
 * @param {Request} request
 * @param {ReadonlySet<string>} ownUrls
 */
function isOwnFile(request, ownUrls) {
  return request.method() === "GET" && ownUrls.has(request.url().replace(/#.*/, ""));
}
