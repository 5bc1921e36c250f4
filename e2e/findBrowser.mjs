// Which Chromium, Chrome or Edge this machine has; installs Chromium where it has none.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { homedir } from "node:os";
import { delimiter, join } from "node:path";

const commands = [
  "chromium",
  "chromium-browser",
  "google-chrome",
  "google-chrome-stable",
  "chrome",
  "microsoft-edge",
  "microsoft-edge-stable",
];

const macApps = ["Google Chrome", "Chromium", "Microsoft Edge"];
const windowsPrograms = ["Google\\Chrome\\Application\\chrome.exe", "Microsoft\\Edge\\Application\\msedge.exe"];

/** Package managers and what each calls Chromium; the first that is there is used. */
const installers = [
  { command: "apt-get", steps: [["update"], ["install", "-y", "--no-install-recommends", "chromium"]] },
  { command: "dnf", steps: [["install", "-y", "chromium"]] },
  { command: "pacman", steps: [["-Sy", "--noconfirm", "chromium"]] },
  { command: "apk", steps: [["add", "chromium"]] },
  { command: "zypper", steps: [["--non-interactive", "install", "chromium"]] },
];

/** @returns {string | null} path of the program; SWSCOPE_BROWSER names one outright */
export function findBrowser() {
  const { SWSCOPE_BROWSER: named } = process.env;
  if (named) {
    if (!existsSync(named)) throw new Error(`SWSCOPE_BROWSER names ${named}, which does not exist`);
    return named;
  }
  return [...knownPlaces(), ...commands.map(onPath)].find((path) => path !== null && existsSync(path)) ?? null;
}

/** @returns {string} the browser's path, after installing it with the system's package manager if that is allowed */
export function ensureBrowser() {
  const found = findBrowser() ?? installBrowser();
  if (found === null) throw new Error(howToInstall());
  return found;
}

function installBrowser() {
  const installer = systemInstaller();
  if (installer === undefined || !maySudo()) return null;
  console.error(`installing chromium with ${installer.command}`);
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  for (const step of installer.steps) {
    const [command = "", ...args] = [...(isRoot() ? [] : ["sudo", "-n"]), installer.command, ...step];
    spawnSync(command, args, { stdio: ["ignore", 2, 2], env });
  }
  return findBrowser();
}

function howToInstall() {
  const installer = systemInstaller();
  const how = installer ? `"sudo ${installer.command} ${installer.steps.at(-1)?.join(" ")}"` : "install Chrome or Edge";
  return `no Chromium, Chrome or Edge found: ${how}, or set SWSCOPE_BROWSER to the program's path`;
}

function systemInstaller() {
  return process.platform === "linux" ? installers.find(({ command }) => onPath(command) !== null) : undefined;
}

function isRoot() {
  return process.getuid?.() === 0;
}

function maySudo() {
  return isRoot() || (onPath("sudo") !== null && spawnSync("sudo", ["-n", "true"]).status === 0);
}

/** @returns {string[]} */
function knownPlaces() {
  if (process.platform === "darwin") {
    const folders = ["/Applications", join(homedir(), "Applications")];
    return folders.flatMap((folder) => macApps.map((app) => join(folder, `${app}.app`, "Contents", "MacOS", app)));
  }
  if (process.platform === "win32") {
    const folders = ["ProgramFiles", "ProgramFiles(x86)", "LOCALAPPDATA"].flatMap((name) => process.env[name] ?? []);
    return folders.flatMap((folder) => windowsPrograms.map((program) => join(folder, program)));
  }
  return [];
}

/**
 * @param {string} command
 * @returns {string | null}
 */
function onPath(command) {
  const { PATH = "" } = process.env;
  const names = process.platform === "win32" ? [`${command}.exe`] : [command];
  const folders = PATH.split(delimiter).filter((folder) => folder !== "");
  const places = folders.flatMap((folder) => names.map((name) => join(folder, name)));
  return places.find((place) => existsSync(place)) ?? null;
}
