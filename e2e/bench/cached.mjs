// Inputs are made once and kept in .cache/bench, until the code that makes them is newer.
import { existsSync, mkdirSync, renameSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { root } from "../install.mjs";

const folder = join(root, ".cache", "bench");

/**
 * @param {string} name of the file
 * @param {string} maker path of the code that makes it, in this project
 * @param {(path: string) => void} make writes the file
 * @returns {string} its path
 */
export function cached(name, maker, make) {
  const path = join(folder, name);
  if (existsSync(path) && statSync(path).mtimeMs > statSync(join(root, maker)).mtimeMs) return path;
  mkdirSync(folder, { recursive: true });
  const part = `${path}.part`;
  rmSync(part, { force: true });
  console.error(`making ${name}`);
  make(part);
  renameSync(part, path);
  return path;
}
