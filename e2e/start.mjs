// `npm start`: installs what is missing, builds, serves, prints the URL and opens the page.
import { spawn } from "node:child_process";
import { parseArgs } from "node:util";
import { dist, ensureBuild, ensurePackages } from "./install.mjs";
import { serve } from "./server.mjs";

/** Always the same when it is free, because the browser keeps the page's settings by origin. */
const usualPort = 4270;

/** @type {Readonly<Partial<Record<NodeJS.Platform, readonly [string, ...string[]]>>>} */
const openers = { darwin: ["open"], win32: ["cmd", "/c", "start", ""], linux: ["xdg-open"] };

const { port, open } = options();
try {
  ensurePackages();
  ensureBuild();
  const server = await serve(dist, { port: port ?? usualPort }).catch((error) => {
    if (port !== null) throw error;
    return serve(dist);
  });
  console.log(server.url);
  if (open) openPage(server.url);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}

function options() {
  try {
    const { values } = parseArgs({ options: { port: { type: "string" }, "no-open": { type: "boolean" } } });
    const port = values.port === undefined ? null : Number(values.port);
    if (port !== null && !(Number.isInteger(port) && port >= 0 && port < 65536)) throw new Error("--port is no port");
    return { port, open: values["no-open"] !== true && hasDisplay() };
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    console.error("usage: npm start -- [--port N] [--no-open]");
    process.exit(2);
  }
}

function hasDisplay() {
  const { CI, DISPLAY, WAYLAND_DISPLAY } = process.env;
  return !CI && (process.platform !== "linux" || Boolean(DISPLAY || WAYLAND_DISPLAY));
}

/** @param {string} url */
function openPage(url) {
  const [command, ...args] = openers[process.platform] ?? ["xdg-open"];
  const opener = spawn(command, [...args, url], { stdio: "ignore", detached: true });
  opener.on("error", () => console.error(`open ${url} in a browser`));
  opener.unref();
}
