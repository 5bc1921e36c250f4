// Drives an installed Firefox: Playwright drives only builds of its own. Firefox's own protocol for that, Marionette, is JSON over a
// TCP connection: LENGTH:[0, id, command, parameters] to it, LENGTH:[1, id, error, result] back.
// https://firefox-source-docs.mozilla.org/testing/marionette/Protocol.html
import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { setTimeout } from "node:timers/promises";

const startMs = 60_000;
const scriptMs = 600_000; // those that wait for something in the page
const pollMs = 100;

/** No welcome pages, no updates, nothing of Firefox's own on the network. */
const preferences = {
  "marionette.port": 0, // any: it is written into the profile
  "app.update.disabledForTesting": true,
  "browser.aboutwelcome.enabled": false,
  "browser.shell.checkDefaultBrowser": false,
  "browser.startup.page": 0,
  "browser.tabs.remote.separatePrivilegedContentProcess": true,
  "datareporting.policy.dataSubmissionEnabled": false,
  "network.captive-portal-service.enabled": false,
  "network.connectivity-service.enabled": false,
  "security.fileuri.strict_origin_policy": true,
  "toolkit.telemetry.reportingpolicy.firstRun": false,
};

/** @returns {string | null} the path of an installed Firefox */
export function findFirefox() {
  const { SWSCOPE_FIREFOX, PATH = "" } = process.env;
  if (SWSCOPE_FIREFOX !== undefined) return SWSCOPE_FIREFOX;
  const names = ["firefox-esr", "firefox"];
  const paths = PATH.split(delimiter).flatMap((folder) => names.map((name) => join(folder, name)));
  return paths.find((path) => existsSync(path)) ?? null;
}

/**
 * @typedef {object} Firefox
 * @property {(url: string) => Promise<void>} open
 * @property {<T, A extends unknown[]>(run: (...args: A) => T, ...args: A) => Promise<Awaited<T>>} evaluate runs a function in the page
 * @property {(selector: string, paths: readonly string[]) => Promise<void>} chooseFiles as a file dialog would
 * @property {() => Promise<readonly string[]>} errors what pages have written into the console as errors
 * @property {() => Promise<void>} close
 */

/**
 * @param {string} executable
 * @returns {Promise<Firefox>}
 */
export async function launchFirefox(executable) {
  const profile = mkdtempSync(join(tmpdir(), "swscope-firefox-"));
  const lines = Object.entries(preferences).map(([name, value]) => `user_pref("${name}", ${JSON.stringify(value)});`);
  writeFileSync(join(profile, "user.js"), lines.join("\n"));
  const args = ["--headless", "--no-remote", "--profile", profile, "--marionette", "--remote-allow-system-access"];
  const child = spawn(executable, args, { stdio: "ignore", env: { ...process.env, HOME: profile } });
  const stop = async () => {
    const gone = new Promise((resolve) => child.once("exit", resolve));
    child.kill();
    await gone;
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
  };
  try {
    const send = await openConnection(await activePort(profile));
    await send("WebDriver:NewSession", {});
    await send("WebDriver:SetTimeouts", { script: scriptMs });
    return firefox(send, stop);
  } catch (error) {
    await stop();
    throw error;
  }
}

/** @typedef {(command: string, parameters: object) => Promise<unknown>} Send */

/**
 * @param {Send} send
 * @param {() => Promise<void>} stop
 * @returns {Firefox}
 */
function firefox(send, stop) {
  /** @type {(script: string, args?: readonly unknown[]) => Promise<any>} */
  const execute = async (script, args = []) => {
    const answer = await send("WebDriver:ExecuteScript", { script, args, newSandbox: false });
    return /** @type {{ value: unknown }} */ (answer).value;
  };
  return {
    open: async (url) => void (await send("WebDriver:Navigate", { url })),
    evaluate: (run, ...args) => execute(`return (${run})(...arguments)`, args),
    async chooseFiles(selector, paths) {
      const found = await send("WebDriver:FindElement", { using: "css selector", value: selector });
      const [id] = Object.values(/** @type {{ value: object }} */ (found).value);
      await send("WebDriver:ElementSendKeys", { id, text: paths.join("\n") });
    },
    async errors() {
      await send("Marionette:SetContext", { value: "chrome" });
      const messages = await execute(`
        const isError = (message) => message instanceof Ci.nsIScriptError && (message.flags & Ci.nsIScriptError.warningFlag) === 0;
        return Services.console.getMessageArray().filter(isError).map(({ errorMessage, sourceName }) => [errorMessage, sourceName]);`);
      await send("Marionette:SetContext", { value: "content" });
      const ofPages = /^(https?|file|blob|data):|^about:srcdoc/;
      return messages.flatMap((/** @type {string[]} */ [text = "", source = ""]) =>
        ofPages.test(source) ? [`${text} (${source.slice(0, 100)})`] : [],
      );
    },
    close: stop,
  };
}

/** @param {string} profile */
async function activePort(profile) {
  const path = join(profile, "MarionetteActivePort");
  for (let waited = 0; waited < startMs; waited += pollMs) {
    const port = existsSync(path) ? Number(readFileSync(path, "utf8")) : 0;
    if (port > 0) return port;
    await setTimeout(pollMs);
  }
  throw new Error(`Firefox did not start within ${startMs / 1000} s`);
}

/**
 * @param {number} port
 * @returns {Promise<Send>}
 */
async function openConnection(port) {
  const socket = connect(port, "127.0.0.1");
  /** @type {Map<number, { resolve: (result: unknown) => void, reject: (error: Error) => void }>} */
  const waiting = new Map();
  let lastId = 0;
  let received = Buffer.alloc(0);
  const greeted = new Promise((resolve, reject) => {
    waiting.set(lastId, { resolve, reject });
    socket.once("error", reject);
  });
  socket.on("data", (bytes) => {
    received = Buffer.concat([received, bytes]);
    for (let colon = received.indexOf(":"); colon > 0; colon = received.indexOf(":")) {
      const end = colon + 1 + Number(received.toString("latin1", 0, colon));
      if (received.length < end) return;
      const message = JSON.parse(received.toString("utf8", colon + 1, end));
      received = received.subarray(end);
      const [, id, error, result] = Array.isArray(message) ? message : [1, 0, null, message]; // the greeting
      const asked = waiting.get(id);
      waiting.delete(id);
      if (error === null) asked?.resolve(result);
      else asked?.reject(new Error(`${error.error}: ${error.message}`));
    }
  });
  socket.on("close", () => {
    for (const { reject } of waiting.values()) reject(new Error("Firefox has closed the connection"));
  });
  await greeted;
  return (command, parameters) =>
    new Promise((resolve, reject) => {
      const id = ++lastId;
      waiting.set(id, { resolve, reject });
      const text = JSON.stringify([0, id, command, parameters]);
      socket.write(`${Buffer.byteLength(text)}:${text}`);
    });
}
